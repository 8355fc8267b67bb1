"""Units of which a superior plan asks for a meeting, and which have issued no plan of their own."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from officials.models import Unit, UnitRole, User
from officials.selectors import parents_of_units, units_above, units_held
from rounds.models import Plan, PlanVersion
from rounds.plan_selectors import asks_for, line_in, stands_under


def own_plans_to_issue(*, user: User) -> list[tuple[Plan, Unit]]:
    """Return (approved plan of a unit above, unit of the user) where the unit is asked for a meeting and has no plan.

    Of plans that stand under each other the nearest asks. A fixed number of queries.
    """
    held = units_held(user, UnitRole.Role.SECRETARIAT)
    if not held:
        return []
    parents = parents_of_units(user)
    known = {plan.pk: plan for plan in _open_plans_of(units_above(held, parents))}
    if not known:
        return []
    mine = {unit.pk: unit for unit in Unit.objects.filter(pk__any_of=held).order_by("name", "pk")}
    issued = _superiors_of_own(held)
    found = []
    for unit_id, unit in mine.items():
        above = line_in(parents, unit_id)
        asking = [plan for plan in known.values() if plan.unit_id in above]
        nearest = {plan.pk for plan in asking} - {plan.superior_id for plan in asking}
        found += [
            (known[pk], unit)
            for pk in sorted(nearest)
            if not any(stands_under(known[pk], superior, known) for superior in issued.get(unit_id, ()))
            and _asks(known[pk], known, unit_id)
        ]
    return found


def _open_plans_of(units: set[int]) -> QuerySet[Plan]:
    """Return the approved plans of these units that are not finished, with `in_force`, the content that holds."""
    versions = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-index")
    found = Plan.objects.select_related("unit").filter(Exists(versions), unit__any_of=units)
    found = found.exclude(stage=Plan.Stage.FINISHED).order_by("pk")
    return found.annotate(in_force=Subquery(versions.values("content")[:1]))


def _superiors_of_own(units: set[int]) -> dict[int, set[int]]:
    """Return unit → the plans under which it prepares or has issued a plan."""
    found: dict[int, set[int]] = {}
    own = Plan.objects.filter(unit__in=units, superior__isnull=False)
    for unit_id, superior in own.values_list("unit", "superior"):
        if superior is not None:
            found.setdefault(unit_id, set()).add(superior)
    return found


def _asks(plan: Plan | None, known: dict[int, Plan], unit_id: int) -> bool:
    """Return whether the plan, or the nearest above it that asks for meetings, asks the unit for one."""
    while plan is not None:
        if meetings := plan.in_force["meetings"]:  # type: ignore[attr-defined]
            return any(asks_for(row, plan, unit_id) for row in meetings)
        plan = known.get(plan.superior_id or 0)
    return False
