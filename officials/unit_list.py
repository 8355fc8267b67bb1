"""Lists of units: found by number, code or name; superior and authority may stand in the same list."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from common.numbers import whole_number
from lists.errors import UnreadableCell
from lists.planned import NEW_ROW, Job, PlannedRow, RowState
from officials.models import Unit, User
from officials.names import folded
from officials.selectors import all_units, units_for_secretary
from officials.unit_columns import COLUMNS, TEXTS
from officials.unit_finding import UnitFinder

PREFIX = "DV"
KEPT = ("name", *TEXTS, "authority", "superior_on_letterhead")


@dataclass
class UnitPlan:
    """A unit of a list: the row of the product, or a new one; superior and authority may be plans of other rows."""

    unit: Unit
    above: "UnitPlan | None" = None
    authority: "UnitPlan | None" = None  # only one that the list makes
    changed: list[str] = field(default_factory=list)


def may_use(user: Any, target: str) -> bool:
    return not target


def plan_rows(job: Job, rows: list[PlannedRow]) -> list[PlannedRow]:
    """State what each row does to the units of the clerk; four queries."""
    return _UnitPlanner(job, rows).plan()


def write_rows(job: Job, rows: list[PlannedRow]) -> None:
    """Make the new units, superiors and authorities first, and write the changes."""
    plans: list[UnitPlan] = [row.found for row in rows if row.found is not None]
    new = [plan for plan in plans if plan.unit.pk is None]
    while new:
        ready = [plan for plan in new if all(one.unit.pk is not None for one in _needed(plan))]
        for plan in ready:
            _place_below(plan)
        job.ledger.create([plan.unit for plan in ready])
        new = [plan for plan in new if plan.unit.pk is None]
    for plan in plans:
        if plan.authority:
            plan.unit.authority = plan.authority.unit  # its number, now that it has one
    names = sorted({name for plan in plans for name in plan.changed})
    job.ledger.update([plan.unit for plan in plans if plan.changed], names)


def _needed(plan: UnitPlan) -> list[UnitPlan]:
    """Return the plans that are carried out before this one."""
    return [one for one in (plan.above, plan.authority) if one is not None]


def _needs(plan: UnitPlan, ways: Callable[[UnitPlan], Iterable[UnitPlan]]) -> bool:
    """Return whether a plan needs itself on the `ways` from plan to plan."""
    waiting, seen = list(ways(plan)), set[int]()
    while waiting:
        one = waiting.pop()
        if one is plan:
            return True
        if id(one) not in seen:
            seen.add(id(one))
            waiting += ways(one)
    return False


def _place_below(plan: UnitPlan) -> None:
    if plan.authority:
        plan.unit.authority = plan.authority.unit
    if plan.above:
        plan.unit.parent = plan.above.unit
        plan.unit.place = plan.unit.place or plan.above.unit.place


def export_rows(user: User, target: str) -> Iterator[dict[str, str]]:
    """Yield the units of the clerk, the superiors first."""
    every = list(all_units())
    mine = list(units_for_secretary(user=user))
    finder = UnitFinder(mine, every)
    others = UnitFinder(every)
    depth = {unit.pk: len(list(others.names_above(unit))) for unit in mine}
    for unit in sorted(mine, key=lambda one: (depth[one.pk], one.name)):
        yield {
            "id": f"{PREFIX}{unit.pk}",
            "name": unit.name,
            "parent": (finder if unit.parent_id in finder.units else others).text_of(unit.parent)
            if unit.parent
            else "",
            **{name: getattr(unit, name) for name in TEXTS},
            "authority": others.text_of(unit.authority) if unit.authority else "",
            "superior_on_letterhead": "x" if unit.superior_on_letterhead else "",
        }


class _UnitPlanner:
    def __init__(self, job: Job, rows: list[PlannedRow]) -> None:
        self.job, self.rows = job, rows
        every = list(all_units())
        self.mine = {unit.pk: unit for unit in units_for_secretary(user=job.user)}
        self.finder = UnitFinder(self.mine.values(), every)
        self.others = UnitFinder(every)
        self.in_file: dict[str, list[UnitPlan]] = defaultdict(list)
        self.seen: dict[tuple[Any, str], int] = {}

    def plan(self) -> list[PlannedRow]:
        for row in self.rows:
            row.label = row.value("name")
            if not row.is_wrong:
                self._match(row)
        for row in self.rows:
            if row.found is not None:
                self._above(row)
                self._authority(row)
        self._refuse_circles()
        for row in self.rows:
            if row.found is not None and not row.is_wrong:
                self._rest(row)
        return self._absent()

    def _match(self, row: PlannedRow) -> None:
        """Find the unit of a row, or begin a new one."""
        found = self._found(row)
        if len(found) > 1:
            row.offered = [(f"unit:{one.pk}", self.finder.path_of(one)) for one in found]
            row.offered.append((NEW_ROW, _("a new unit")))
        if len(found) > 1 and row.answer != NEW_ROW:
            chosen = [unit for unit in found if f"unit:{unit.pk}" == row.answer]
            if not chosen:
                row.state = RowState.ASKED
                return
            found = chosen
        unit = found[0] if found and row.answer != NEW_ROW else Unit(name=row.value("name"))
        row.key = f"unit:{unit.pk}" if unit.pk else ""
        row.found = UnitPlan(unit)
        for text in {folded(row.value("name")), folded(row.value("document_code"))} - {""}:
            self.in_file[text].append(row.found)

    def _found(self, row: PlannedRow) -> list[Unit]:
        number = row.value("id").upper().removeprefix(PREFIX)
        if number.isdecimal():
            if unit := self.mine.get(whole_number(number) or 0):
                return [unit]
            row.wrong("id", _("there is no such unit among yours"))
            return []
        code, name = folded(row.value("document_code")), folded(row.value("name"))
        coded = self.finder.by_code.get(code, []) if code else []
        if len(coded) == 1 and folded(coded[0].name) == name:
            return coded
        named = self.finder.by_name.get(name, [])
        above = row.value("parent")
        if not above:
            return named
        below = {unit.pk for unit in self.finder.all_named(above)}
        return [unit for unit in named if unit.parent_id in below]

    def _above(self, row: PlannedRow) -> None:
        """Find the superior of a row: one of the clerk's units, or another row of the list."""
        plan, text = row.found, row.value("parent")
        if plan.unit.pk is not None:
            self._require_same_superior(row)
        elif not text:
            if not self.job.user.is_superuser:
                row.wrong(
                    "parent",
                    _(
                        "is empty; only the topmost unit has no superior, and the keeper of the system makes it"
                    ),
                )
        else:
            plan.above = self._superior(row, text)
        self._require_once(row)

    def _superior(self, row: PlannedRow, text: str) -> UnitPlan | None:
        in_file = [plan for plan in self.in_file.get(folded(text), []) if plan is not row.found]
        existing = self.finder.all_named(text)
        known = {plan.unit.pk for plan in in_file}
        found = in_file + [UnitPlan(unit) for unit in existing if unit.pk not in known]
        if len(found) == 1:
            return found[0]
        if in_file:
            row.wrong("parent", _("there are several units “%(text)s” in the list") % {"text": text})
            return None
        try:
            return UnitPlan(self.finder.find(text))
        except UnreadableCell as fault:
            row.wrong("parent", str(fault))
            return None

    def _authority(self, row: PlannedRow) -> None:
        """Find an authority that the list makes; one that is there is found with the other columns."""
        text = row.value("authority")
        if text and not self.others.all_named(text):
            found = [plan for plan in self.in_file.get(folded(text), []) if plan is not row.found]
            row.found.authority = found[0] if len(found) == 1 else None

    def _require_same_superior(self, row: PlannedRow) -> None:
        """Refuse another superior of an existing unit: moving it changes who reads results."""
        unit, text = row.found.unit, row.value("parent")
        if not text or (unit.parent_id and unit.parent_id in {one.pk for one in self.others.all_named(text)}):
            return
        words = (
            _("its superior is “%(unit)s”; move the unit on its own page")
            if unit.parent
            else _("it has no superior; move the unit on its own page")
        )
        row.wrong("parent", words % {"unit": unit.parent})

    def _require_once(self, row: PlannedRow) -> None:
        plan = row.found
        above = id(plan.above.unit) if plan.above and plan.above.unit.pk is None else None
        above = above or (plan.above.unit.pk if plan.above else plan.unit.parent_id)
        key = ("unit", str(plan.unit.pk)) if plan.unit.pk else (above, folded(plan.unit.name))
        if key in self.seen:
            row.wrong("name", _("stands in row %(row)d already") % {"row": self.seen[key]})
        self.seen.setdefault(key, row.number)

    def _refuse_circles(self) -> None:
        for row in self.rows:
            if row.found is None or row.is_wrong:
                continue
            if _needs(row.found, lambda plan: [plan.above] if plan.above else []):
                row.wrong("parent", _("A unit cannot be below itself."))
            elif _needs(row.found, _needed):
                row.wrong(
                    "authority", _("needs this unit first; enter it afterwards, on the page of the unit")
                )

    def _rest(self, row: PlannedRow) -> None:
        """Compare the other columns; an empty cell leaves what is there."""
        unit = row.found.unit
        wanted: dict[str, Any] = {name: row.value(name) for name in ("name", *TEXTS) if row.value(name)}
        if unit.pk is not None and folded(unit.name) == folded(row.value("name")):
            del wanted["name"]
        if row.found.authority:
            wanted["authority"] = row.found.authority.unit
        elif row.value("authority"):
            try:
                wanted["authority"] = self.others.find(row.value("authority"))
            except UnreadableCell as fault:
                row.wrong("authority", str(fault))
                return
        if self.job.has("superior_on_letterhead"):
            wanted["superior_on_letterhead"] = bool(row.value("superior_on_letterhead"))
        if unit.pk is None and not unit.place and not wanted.get("place") and row.found.above is None:
            row.wrong("place", _("is empty"))
            return
        self._compare(row, unit, wanted)

    def _compare(self, row: PlannedRow, unit: Unit, wanted: dict[str, Any]) -> None:
        headings = {column.name: column.heading for column in COLUMNS}
        is_new = unit.pk is None
        for name in KEPT:
            if name in wanted and getattr(unit, name) != wanted[name]:
                row.changes.append((headings[name], _shown(getattr(unit, name)), _shown(wanted[name])))
                row.found.changed.append(name)
                setattr(unit, name, wanted[name])
        if is_new:
            row.changes, row.found.changed = [], []
        row.state = RowState.NEW if is_new else RowState.CHANGED if row.changes else RowState.SAME

    def _absent(self) -> list[PlannedRow]:
        """Return the units beside those of the list, below the same superiors, that the list does not have."""
        named = {row.found.unit.pk for row in self.rows if row.found is not None}
        superiors = {self.mine[pk].parent_id for pk in named if pk} - {None}
        beside = [unit for unit in self.mine.values() if unit.parent_id in superiors and unit.pk not in named]
        return [PlannedRow(0, label=self.finder.path_of(unit), key=f"unit:{unit.pk}") for unit in beside]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value or "")
