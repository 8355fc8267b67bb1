"""The page of a plan, and that of the units under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from common.refusals import Text
from officials.models import Unit, User
from officials.search import matching
from rounds import plan_selectors
from rounds.errors import Missing
from rounds.models import Campaign, Plan, PlanMeeting, PlanVersion, Round
from rounds.plan_content import LABELS, TEXTS, groups_in_words
from rounds.plan_in_force import in_force, meetings_in_force
from rounds.plan_selectors import Inherited
from rounds.selectors import campaigns_for_secretary, rounds_for_secretary
from rounds.services.planning import missing_for_approval

FIRST_ROUNDS = 10
PER_PAGE = 25


@dataclass(frozen=True)
class ChangedText:
    """A field that a version changed."""

    label: Text
    before: str
    after: str


@dataclass(frozen=True)
class VersionRow:
    """A version with what it changed."""

    version: PlanVersion
    changes: list[ChangedText]


@dataclass(frozen=True)
class MeetingRow:
    """A meeting of the plan in words."""

    meeting: PlanMeeting
    summoned: str
    voted_on: str


@dataclass(frozen=True)
class PlanPage:
    """Everything that the page of one plan shows; `may_change` is whether the reader leads it."""

    plan: Plan
    may_change: bool
    holds: Inherited
    texts: list[tuple[Text, list[tuple[str, str]]]]
    meetings: list[MeetingRow]
    meetings_from: Plan | None  # the superior plan, where this one asks for no meeting itself
    versions: list[VersionRow]
    missing: list[Missing]
    rounds: list[Round]
    rounds_in_all: int
    units: int
    own_plans: int
    campaigns: Sequence[Campaign]
    units_to_issue: list[Unit]  # units of the reader that can issue a plan under this one
    amended_above: list[PlanVersion]  # amendments of superior plans since the last version of this one

    @property
    def in_force(self) -> PlanVersion | None:
        """The last approved version."""
        return self.versions[-1].version if self.versions else None


def plan_page(plan: Plan, user: User) -> PlanPage:
    """Return the page of a plan that the user may read; a fixed number of queries for its depth.

    Who only reads the plan sees the version in force, and no rounds of others; superior plans are shown so to everybody.
    """
    may_change = plan_selectors.plans_for_secretary(user=user).filter(pk=plan.pk).exists()
    chain = plan_selectors.chain_of(plan)
    for one in chain[:-1] if may_change else chain:
        in_force(one)
    holds = plan_selectors.inherited(chain)
    asking = plan_selectors.asking_plan(chain)
    meetings = plan_selectors.meetings_of if may_change and asking == plan else meetings_in_force
    rounds = plan_selectors.announced_rounds(plan).filter(
        pk__in=rounds_for_secretary(user=user).order_by().values("pk")
    )
    own = plan_selectors.own_plans(plan)
    versions = list(plan_selectors.versions_of(plan))
    return PlanPage(
        plan=plan,
        may_change=may_change,
        holds=holds,
        texts=[(LABELS[name], holds.texts[name]) for name in TEXTS],
        meetings=[_meeting(row) for row in meetings(asking)],
        meetings_from=asking if asking != plan else None,
        versions=[_version(one) for one in versions],
        missing=missing_for_approval(plan) if plan.is_open and may_change else [],
        rounds=list(rounds[:FIRST_ROUNDS]),
        rounds_in_all=rounds.count(),
        units=plan_selectors.units_under(plan).count(),
        own_plans=own.count(),
        campaigns=list(campaigns_for_secretary(user=user).filter(plan=plan)),
        units_to_issue=list(plan_selectors.units_to_issue(plan, user=user)[:FIRST_ROUNDS]),
        amended_above=_amended_above(chain, versions) if may_change else [],
    )


def _amended_above(chain: Sequence[Plan], versions: Sequence[PlanVersion]) -> list[PlanVersion]:
    if len(chain) == 1 or not versions:
        return []
    return list(plan_selectors.amendments_since(chain[:-1], versions[-1].approved_at))


def _meeting(row: PlanMeeting) -> MeetingRow:
    return MeetingRow(row, groups_in_words(row.summoned), groups_in_words(row.voted_on))


def _version(version: PlanVersion) -> VersionRow:
    changes = [ChangedText(LABELS[name], before, after) for name, before, after in version.changes]
    return VersionRow(version, changes)


@dataclass(frozen=True)
class UnitRow:
    """A unit under a plan: for each meeting whether it is asked of the unit and held by it; and its own plan."""

    unit: Unit
    holds: list[tuple[PlanMeeting, bool, bool]]
    own: Plan | None


@dataclass(frozen=True)
class PlanUnits:
    """A page of the units under a plan."""

    meetings: list[PlanMeeting]
    page: Page[Any]
    rows: list[UnitRow]


def plan_units(plan: Plan, *, number: str | None, text: str = "", lacking: bool = False) -> PlanUnits:
    """Return a page of the units under a plan; `lacking` leaves out those that have issued their own."""
    units: QuerySet[Unit] = plan_selectors.units_under(plan)
    if lacking:
        units = plan_selectors.without_own_plan(units, plan)
    if text:
        units = matching(units, text, "search_key")
    page = Paginator(units, PER_PAGE).get_page(number)
    meetings = list(plan_selectors.meetings_of(plan))
    shown = [unit.pk for unit in page]
    own = {one.unit_id: one for one in plan_selectors.own_plans(plan).filter(unit__in=shown)}
    return PlanUnits(meetings, page, [_unit(unit, plan, meetings, own.get(unit.pk)) for unit in page])


def _unit(unit: Unit, plan: Plan, meetings: list[PlanMeeting], own: Plan | None) -> UnitRow:
    held = [
        (row, plan_selectors.is_asked(row, plan, unit.pk), plan_selectors.holds(row, plan, unit.pk))
        for row in meetings
    ]
    return UnitRow(unit, held, own)
