"""Reads of plans: who may see them, what a unit's own plan inherits, and which plan a round is held under."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from officials.models import Unit, UnitRole, User
from officials.selectors import Parents, parents_of_units, units_above, units_below, units_of
from rounds import states
from rounds.models import Campaign, Plan, PlanMeeting, PlanVersion, Round, RuleSet
from rounds.plan_content import TEXTS
from rounds.states import Actor

Stage = Plan.Stage
SECRETARIAT = UnitRole.Role.SECRETARIAT


def _plans() -> QuerySet[Plan]:
    return Plan.objects.select_related("unit", "superior__unit", "rule_set")


def _approved_once() -> Exists:
    return Exists(PlanVersion.objects.filter(plan=OuterRef("pk")))


def plans_for_secretary(*, user: User) -> QuerySet[Plan]:
    """Return the plans that the user may change: of the units of which the user is secretary."""
    plans = _plans()
    return plans if user.is_superuser else plans.filter(unit__any_of=units_of(user, SECRETARIAT))


def plans_to_read(*, user: User) -> QuerySet[Plan]:
    """Return the plans that a secretary may read: of the own units, and approved ones of units above."""
    plans = _plans()
    if user.is_superuser:
        return plans
    mine = units_of(user, SECRETARIAT)
    return plans.filter(
        Q(unit__any_of=mine) | (Q(unit__any_of=units_above(mine, parents_of_units(user))) & _approved_once())
    )


def plan_to_read(*, user: User, pk: int) -> Plan:
    """Return the plan, or raise `Plan.DoesNotExist` without telling whether it exists."""
    return plans_to_read(user=user).get(pk=pk)


def plan_for_secretary(*, user: User, pk: int) -> Plan:
    """Return the plan, or raise `Plan.DoesNotExist` without telling whether it exists."""
    return plans_for_secretary(user=user).get(pk=pk)


def superior_plans(*, user: User) -> QuerySet[Plan]:
    """Return the approved plans under which a unit of the user can issue its own."""
    open_ones = plans_to_read(user=user).filter(_approved_once())
    return open_ones.exclude(stage=Stage.FINISHED)


def plans_to_hold(*, user: User) -> QuerySet[Plan]:
    """Return the plans under which the user may organise a campaign; finished ones are over."""
    return plans_to_read(user=user).exclude(stage=Stage.FINISHED)


def plan_to_begin_with(*, user: User) -> Plan | None:
    """Return the newest plan without a superior one under which the user has not organised a campaign yet."""
    return plans_to_hold(user=user).filter(superior=None, campaigns=None).order_by("-pk").first()


# --- what a plan inherits ---


def chain_of(plan: Plan) -> list[Plan]:
    """Return the plan with all superior ones, the topmost first; a query for each level."""
    chain = [plan]
    while chain[0].superior_id:
        chain.insert(0, _plans().get(pk=chain[0].superior_id))
    return chain


@dataclass(frozen=True)
class Inherited:
    """What holds for a plan: its own values, and those of superior plans where it leaves them empty.

    `texts` holds (issuing body, text) by field, the topmost first: the texts of a unit follow those above.
    """

    rule_set: RuleSet | None
    starts_on: Any
    ends_on: Any
    texts: dict[str, list[tuple[str, str]]]


def inherited(chain: list[Plan]) -> Inherited:
    """Return what holds for the last plan of the chain."""

    def nearest(name: str) -> Any:
        return next((value for plan in reversed(chain) if (value := getattr(plan, name))), None)

    texts = {name: [(plan.issuer, text) for plan in chain if (text := getattr(plan, name))] for name in TEXTS}
    return Inherited(nearest("rule_set"), nearest("starts_on"), nearest("ends_on"), texts)


# --- units ---


def units_taking_part(plan: Plan) -> QuerySet[Unit]:
    """Return the units at or below the plan's that hold a meeting, in the order of their names.

    The meetings are those of the working copy, or of the superior plan while this one asks for none.
    """
    asking = asking_plan(chain_of(plan))
    below, holding = units_below({asking.unit_id}), set[int]()
    for meeting in asking.meetings.prefetch_related("left_out"):
        left_out = {unit.pk for unit in meeting.left_out.all()}
        holding |= holders(meeting.held_by, asking.unit_id, below) - left_out
    mine = holding & units_below({plan.unit_id})
    return Unit.objects.filter(pk__any_of=mine).order_by("name", "pk")


def asking_plan(chain: list[Plan]) -> Plan:
    """Return the nearest plan of the chain that asks for meetings, else its last."""
    return next((plan for plan in reversed(chain) if plan.meetings.exists()), chain[-1])


def holders(held_by: str, unit_id: int, below: set[int]) -> set[int]:
    """Return ids of the units of which a meeting is asked; `below` is the plan's unit with all units below it."""
    if held_by == PlanMeeting.HeldBy.OWN:
        return {unit_id}
    return below if held_by == PlanMeeting.HeldBy.ALL else below - {unit_id}


def own_plans(plan: Plan) -> QuerySet[Plan]:
    """Return the plans that units have issued, or prepare, directly under this one."""
    return Plan.objects.filter(superior=plan).select_related("unit")


# --- the plan of a round ---


def plan_for(*, campaign: Campaign, unit_id: int, parents: Parents | None = None) -> Plan | None:
    """Return the approved plan that holds for a meeting of the unit, or None.

    It is the plan of the unit or of the nearest unit above it that issued its own under the plan of the campaign,
    else that plan.
    """
    if campaign.plan_id is None:
        return None
    above = [unit_id, *line_in(parents_of_units() if parents is None else parents, unit_id)]
    found = _plans().filter(unit__in=above).filter(_approved_once())
    known = {plan.pk: plan for plan in found}
    under = [plan for plan in known.values() if stands_under(plan, campaign.plan_id, known)]
    return min(under, key=lambda plan: above.index(plan.unit_id), default=None)


def line_in(parents: Mapping[int, int | None], unit_id: int) -> list[int]:
    """Return ids of the units above, the nearest first; `parents` has the superior of every unit."""
    line: list[int] = []
    above = parents.get(unit_id)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line


def stands_under(plan: Plan | None, top: int, known: dict[int, Plan]) -> bool:
    """Return whether the plan is `top` or stands under it; `known` has the plans between."""
    while plan is not None:
        if plan.pk == top:
            return True
        plan = known.get(plan.superior_id or 0)
    return False


@dataclass(frozen=True)
class PlannedMeeting:
    """A meeting that an approved plan asks of a unit; the groups are values of `GroupKind`."""

    name: str
    summoned: tuple[str, ...]
    voted_on: tuple[str, ...]
    planned_on: str  # ISO date, or ""
    plan: Plan


def meetings_for(*, campaign: Campaign, unit_id: int) -> list[PlannedMeeting]:
    """Return the meetings that the campaign's plans ask of a unit, in their order.

    A unit's own plan that asks for meetings replaces those of the superior plans.
    """
    plan = plan_for(campaign=campaign, unit_id=unit_id)
    for one in reversed(chain_of(plan) if plan else []):
        version = latest(one)
        if version and version.content["meetings"]:
            return [_planned(row, one) for row in version.content["meetings"] if asks_for(row, one, unit_id)]
        if one.pk == campaign.plan_id:
            break
    return []


def asks_for(row: dict[str, Any], plan: Plan, unit_id: int) -> bool:
    """Return whether a unit at or below the plan's holds the meeting."""
    asked = holders(row["held_by"], plan.unit_id, {plan.unit_id, unit_id})
    return unit_id in asked and unit_id not in {pk for pk, _name in row["left_out"]}


def _planned(row: dict[str, Any], plan: Plan) -> PlannedMeeting:
    groups = (tuple(row["summoned"]), tuple(row["voted_on"]))
    return PlannedMeeting(row["name"], *groups, row["planned_on"], plan)


# --- versions, and rounds held under a plan ---


def versions_of(plan: Plan) -> QuerySet[PlanVersion]:
    """Return the approved versions, the first first."""
    return plan.versions.select_related("approved_by").order_by("index")


def amendments_since(plans: Sequence[Plan], moment: datetime.datetime) -> QuerySet[PlanVersion]:
    """Return the amendments of these plans that were approved after a moment, the first first."""
    found = PlanVersion.objects.filter(plan__in=plans, index__gt=1, approved_at__gt=moment)
    return found.select_related("plan__unit").order_by("approved_at", "pk")


def latest(plan: Plan) -> PlanVersion | None:
    """Return the version in force, or None before the first approval."""
    return plan.versions.order_by("-index").first()


def meetings_of(plan: Plan) -> QuerySet[PlanMeeting]:
    """Return the meetings of the working copy with the units that do not hold them."""
    units = Prefetch("left_out", Unit.objects.order_by("name", "pk"))
    return plan.meetings.prefetch_related(units).order_by("position", "pk")


def rounds_under(plan: Plan) -> QuerySet[Round]:
    """Return the rounds of the plan's unit and of units below it that are held under it, without rehearsals."""
    above = [one.pk for one in chain_of(plan)]
    rounds = Round.objects.filter(campaign__plan__in=above, unit__any_of=units_below({plan.unit_id}))
    return rounds.filter(is_rehearsal=False).exclude(state__in=states.void())


def announced_rounds(plan: Plan) -> QuerySet[Round]:
    """Return those of the rounds that people know of and whose result is not certified, the next meeting first."""
    rounds = rounds_under(plan).exclude(state=states.first()).exclude(state__in=states.seen_by(Actor.READER))
    return (
        rounds.select_related("unit")
        .only("title", "opens_at", "state", "unit__name")
        .order_by("opens_at", "title")
    )


# --- the units under a plan ---


def units_under(plan: Plan) -> QuerySet[Unit]:
    """Return the plan's unit and all units below it, in the order of their names."""
    return Unit.objects.filter(pk__any_of=units_below({plan.unit_id})).order_by("name", "pk")


def without_own_plan(units: QuerySet[Unit], plan: Plan) -> QuerySet[Unit]:
    """Return those of the units below the plan's that have not issued a plan of their own under it."""
    issued = Plan.objects.filter(_approved_once(), superior=plan, unit=OuterRef("pk"))
    return units.exclude(pk=plan.unit_id).filter(~Exists(issued))


def units_to_issue(plan: Plan, *, user: User) -> QuerySet[Unit]:
    """Return the units of which the user is secretary, below the plan's, without an own plan under it."""
    mine = UnitRole.objects.in_force().filter(user=user, role=SECRETARIAT, unit=OuterRef("pk"))
    begun = Plan.objects.filter(superior=plan, unit=OuterRef("pk"))
    return units_under(plan).exclude(pk=plan.unit_id).filter(Exists(mine), ~Exists(begun))


def is_asked(meeting: PlanMeeting, plan: Plan, unit_id: int) -> bool:
    """Return whether the meeting is asked of a unit at or below the plan's, unless it is left out."""
    return unit_id in holders(meeting.held_by, plan.unit_id, {plan.unit_id, unit_id})


def holds(meeting: PlanMeeting, plan: Plan, unit_id: int) -> bool:
    """Return whether a unit at or below the plan's holds the meeting; of `meetings_of` it costs no query."""
    left_out = {unit.pk for unit in meeting.left_out.all()}
    return is_asked(meeting, plan, unit_id) and unit_id not in left_out
