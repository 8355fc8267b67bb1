"""The meetings that the plans of a campaign ask of many units, in a fixed number of queries.

The same answers as `rounds.plan_selectors.meetings_for` for one unit, and where no plan names a meeting, the usual
one of each unit.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from officials.models import Unit
from rounds.models import Campaign, GroupKind, Plan, PlanVersion
from rounds.plan_selectors import holders

USUAL = "Hội nghị lấy phiếu tín nhiệm"
USUALLY_SUMMONED = tuple(kind.value for kind in GroupKind if kind != GroupKind.OTHER)


@dataclass(frozen=True, slots=True)
class AskedMeeting:
    """A meeting of a unit, known by its name; `voted_on` is empty where all posts of the unit are voted on."""

    name: str
    summoned: tuple[str, ...] = USUALLY_SUMMONED
    voted_on: tuple[str, ...] = ()
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class _Approved:
    """The version in force of a plan."""

    unit: int
    superior: int | None
    number: str
    content: dict[str, Any]


def meetings_of(campaign: Campaign, units: Collection[int]) -> dict[int, list[AskedMeeting]]:
    """Return unit → the meetings asked of it, in the order of the plan; three queries."""
    plans = _plans_under(campaign)
    if not any(plan.content["meetings"] for plan in plans.values()):
        return {unit: [AskedMeeting(USUAL)] for unit in units}
    nearest = _nearest(campaign, units, plans)
    return {unit: list(_asked(unit, nearest[unit], plans)) for unit in units}


def plans_in_force(campaign: Campaign, units: Collection[int]) -> dict[int, str]:
    """Return unit → number of the approved plan that holds for it: its own, or the nearest above; four queries."""
    plans = _plans_under(campaign)
    nearest = _nearest(campaign, units, plans) if plans else {}
    return {unit: plans[plan].number for unit, plan in nearest.items() if plan in plans}


def _nearest(
    campaign: Campaign, units: Collection[int], plans: Mapping[int, _Approved]
) -> dict[int, int | None]:
    """Return unit → plan of the unit or of the nearest unit above it, else the campaign's."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    by_unit = {plan.unit: pk for pk, plan in plans.items()}
    return {
        unit: next((by_unit[one] for one in _line(unit, parents) if one in by_unit), campaign.plan_id)
        for unit in units
    }


def _plans_under(campaign: Campaign) -> dict[int, _Approved]:
    """Return the approved plans that are the campaign's or stand under it, by id."""
    if campaign.plan_id is None:
        return {}
    versions = PlanVersion.objects.order_by("plan_id", "-index").distinct("plan_id").select_related("plan")
    known = {
        row.plan_id: _Approved(row.plan.unit_id, row.plan.superior_id, row.plan.number, row.content)
        for row in versions.filter(plan__in=_family(campaign.plan_id))
    }
    return {pk: plan for pk, plan in known.items() if _stands_under(pk, campaign.plan_id, known)}


def _family(top: int) -> set[int]:
    """Return ids of the plan and of all plans below it."""
    below: dict[int | None, list[int]] = {}
    for pk, superior in Plan.objects.values_list("pk", "superior_id"):
        below.setdefault(superior, []).append(pk)
    waiting, found = [top], set[int]()
    while waiting:
        found.add(plan := waiting.pop())
        waiting += [pk for pk in below.get(plan, []) if pk not in found]
    return found


def _stands_under(plan: int | None, top: int, known: dict[int, _Approved]) -> bool:
    while plan is not None and plan in known:
        if plan == top:
            return True
        plan = known[plan].superior
    return False


def _line(unit: int, parents: Mapping[int, int | None]) -> Iterable[int]:
    """Yield the unit and those above it, the nearest first."""
    seen: set[int] = set()
    above: int | None = unit
    while above is not None and above not in seen:
        seen.add(above)
        yield above
        above = parents.get(above)


def _asked(unit: int, plan: int | None, plans: dict[int, _Approved]) -> Iterator[AskedMeeting]:
    """Yield the meetings of the nearest plan that asks for any."""
    while plan is not None and plan in plans and not plans[plan].content["meetings"]:
        plan = plans[plan].superior
    if plan is None or plan not in plans:
        return
    above = plans[plan].unit
    for row in plans[plan].content["meetings"]:
        is_held = unit in holders(row["held_by"], above, {above, unit})
        if is_held and unit not in {pk for pk, _name in row["left_out"]}:
            day = datetime.date.fromisoformat(row["planned_on"]) if row["planned_on"] else None
            yield AskedMeeting(row["name"], tuple(row["summoned"]), tuple(row["voted_on"]), day)
