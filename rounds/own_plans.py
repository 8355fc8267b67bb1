"""Units of which a superior plan asks for a meeting, and which have issued no plan of their own."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from officials.models import Unit, UnitRole, User
from officials.selectors import parents_of_units, units_above, units_held
from rounds.models import Plan, PlanVersion
from rounds.plan_selectors import asks_for, line_in, stands_under


def own_plans_to_issue(*, user: User) -> list[tuple[Plan, Unit]]:
    """Return (approved plan of a unit above, unit of the user) where the unit is asked for a meeting and has no plan.

    Of plans that stand under each other the nearest asks. A fixed number of queries.
    """
    mine = {unit.pk: unit for unit in _own_units(user)}
    if not mine:
        return []
    parents = parents_of_units(user)
    known = {plan.pk: plan for plan in _open_plans_of(units_above(set(mine), parents))}
    contents = _contents(known)
    issued = _superiors_of_own(set(mine))
    found = []
    for unit_id, unit in mine.items():
        above = line_in(parents, unit_id)
        asking = [plan for plan in known.values() if plan.unit_id in above]
        nearest = {plan.pk for plan in asking} - {plan.superior_id for plan in asking}
        found += [
            (known[pk], unit)
            for pk in sorted(nearest)
            if not any(stands_under(known[pk], superior, known) for superior in issued.get(unit_id, ()))
            and _asks(known[pk], known, contents, unit_id)
        ]
    return found


def _own_units(user: User) -> QuerySet[Unit]:
    """Return the units of which the user is secretary, without those below them, in the order of their names."""
    held = units_held(user, UnitRole.Role.SECRETARIAT)
    return Unit.objects.filter(pk__any_of=held).order_by("name", "pk")


def _open_plans_of(units: set[int]) -> QuerySet[Plan]:
    found = Plan.objects.select_related("unit").filter(
        Exists(PlanVersion.objects.filter(plan=OuterRef("pk"))), unit__any_of=units
    )
    return found.exclude(stage=Plan.Stage.FINISHED).order_by("pk")


def _contents(plans: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return plan → the content of its version in force."""
    versions = PlanVersion.objects.filter(plan__in=plans).order_by("index")
    return dict(versions.values_list("plan", "content"))


def _superiors_of_own(units: set[int]) -> dict[int, set[int]]:
    """Return unit → the plans under which it prepares or has issued a plan."""
    found: dict[int, set[int]] = {}
    own = Plan.objects.filter(unit__in=units, superior__isnull=False)
    for unit_id, superior in own.values_list("unit", "superior"):
        if superior is not None:
            found.setdefault(unit_id, set()).add(superior)
    return found


def _asks(
    plan: Plan | None, known: dict[int, Plan], contents: dict[int, dict[str, Any]], unit_id: int
) -> bool:
    """Return whether the plan, or the nearest above it that asks for meetings, asks the unit for one."""
    while plan is not None:
        if meetings := contents[plan.pk]["meetings"]:
            return any(asks_for(row, plan, unit_id) for row in meetings)
        plan = known.get(plan.superior_id or 0)
    return False
