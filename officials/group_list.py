"""Lists of groups: who belongs to which group at which unit, beside those who belong to it by their posts."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lists import cleaning
from lists.columns import Column, name_column
from lists.errors import UnreadableCell
from lists.planned import Job, PlannedRow, RowState
from officials.labels import label_of
from officials.members import groups_for_secretary, memberships_for_secretary
from officials.models import Group, Membership, Official, Unit, User
from officials.names import folded
from officials.official_columns import EMAIL, STAFF_CODE, UNIT
from officials.official_list import END, choice_of
from officials.selectors import accounts_kept_by, all_units, officials_for_secretary, units_for_secretary
from officials.unit_finding import UnitFinder

COLUMNS = (
    Column(
        "group",
        "Nhóm",
        "tennhom nhomthanhphan thanhphan group",
        most=150,
        is_required=True,
        example="Cấp ủy",
        hint=gettext_lazy("The name of a group; one that does not exist is made at the unit."),
    ),
    UNIT,
    name_column(hint=gettext_lazy("In one column, or in two: “Họ và tên đệm” and “Tên”.")),
    STAFF_CODE,
    EMAIL,
    Column(
        "capacity",
        "Chức vụ",
        "chucdanh chucdanhchucvu tucach capacity position",
        read=cleaning.post_title,
        most=200,
        hint=gettext_lazy(
            "As the roll prints it; empty: the posts of the person, else the name of the group."
        ),
    ),
    Column(
        "starts_on", "Từ ngày", "tungay ngaybatdau", read=cleaning.day, hint=gettext_lazy("day/month/year")
    ),
    Column(
        "ends_on", "Đến ngày", "denngay ngayketthuc", read=cleaning.day, hint=gettext_lazy("day/month/year")
    ),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
Person = Official | User


@dataclass(eq=False)
class MemberPlan:
    """A row: the membership as it will be, and the group if it has to be made."""

    membership: Membership
    changed: list[str] = field(default_factory=list)


def plan_rows(job: Job, rows: list[PlannedRow]) -> list[PlannedRow]:
    """State what each row does to the groups at the clerk's units; a fixed number of queries."""
    return _MemberPlanner(job, rows).plan()


def write_rows(job: Job, rows: list[PlannedRow]) -> None:
    """Make missing groups and memberships, write changes, and end absent memberships if the clerk chose it."""
    plans: list[MemberPlan] = [row.found for row in rows if isinstance(row.found, MemberPlan)]
    groups = {id(plan.membership.group): plan.membership.group for plan in plans}
    job.ledger.create([group for group in groups.values() if group.pk is None])
    new = [plan.membership for plan in plans if plan.membership.pk is None]
    for one in new:
        one.group = one.group  # its number, once the group has one
    job.ledger.create(new)
    changed = [plan for plan in plans if plan.changed and plan.membership.pk is not None]
    job.ledger.update(
        [plan.membership for plan in changed], sorted({name for plan in changed for name in plan.changed})
    )
    ended = [row.found for row in rows if isinstance(row.found, Membership) and choice_of(job, row) == END]
    for one in ended:
        one.ends_on = max(job.day or timezone.localdate(), one.starts_on or datetime.date.min)
    job.ledger.update(ended, ["ends_on"])


def export_rows(user: User, target: str) -> Iterator[dict[str, str]]:
    """Yield the present members at the clerk's units who belong to a group without a post of it."""
    finder = UnitFinder(units_for_secretary(user=user), all_units())
    rows = memberships_for_secretary(user=user).filter(ends_on=None)
    for one in rows.select_related("official__user").order_by(
        "unit__name", "group__rank", "group__name", "pk"
    ):
        if target in ("", str(one.unit_id)):
            yield _exported(one, finder)


def _exported(one: Membership, finder: UnitFinder) -> dict[str, str]:
    person: Any = one.official or one.account
    account = one.account or (one.official.user if one.official else None)
    return {
        "group": one.group.name,
        "unit": finder.text_of(finder.units[one.unit_id]),
        "full_name": person.full_name,
        "staff_code": person.staff_code,
        "email": account.email if account else "",
        "capacity": one.capacity,
        "starts_on": one.starts_on.isoformat() if one.starts_on else "",
        "ends_on": "",
    }


class _MemberPlanner:
    def __init__(self, job: Job, rows: list[PlannedRow]) -> None:
        self.job, self.rows = job, rows
        self.finder = UnitFinder(units_for_secretary(user=job.user), all_units())
        self.groups: dict[tuple[int | None, str], Group] = {
            (one.unit_id, folded(one.name)): one
            for one in groups_for_secretary(user=job.user).order_by("-rank", "-pk")
        }
        self.present = [one for one in memberships_for_secretary(user=job.user) if one.ends_on is None]
        self.by_place = {
            (one.group_id, one.unit_id, _key(one.official or one.account)): one  # type: ignore[arg-type]
            for one in self.present
        }
        self.by_key: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self._read_people()
        self.seen: dict[tuple[int, int, str], int] = {}

    def _read_people(self) -> None:
        """Read the people whom a list may name: officials, then accounts without an official."""
        officials = list(officials_for_secretary(user=self.job.user).prefetch_related("posts__unit"))
        known = {one.user_id for one in officials}
        accounts = [one for one in accounts_kept_by(user=self.job.user) if one.pk not in known]
        people: list[Person] = [*officials, *accounts]
        for person in people:
            account = person.user if isinstance(person, Official) else person
            keys = {person.staff_code, account.email.lower() if account else ""} - {""}
            self.by_key |= dict.fromkeys(keys, person)
            self.by_name[folded(person.full_name)].append(person)

    def plan(self) -> list[PlannedRow]:
        for row in self.rows:
            row.label = f"{row.value('full_name')} · {row.value('group')}"
            if not row.is_wrong:
                self._row(row)
            elif not row.is_wrong_in("unit"):
                self._unit(row)  # so that everything wrong in a row is told at once
        found = [row.found.membership for row in self.rows if row.found is not None]
        pairs = {(one.group_id, one.unit_id) for one in found}
        named = {one.pk for one in found}
        absent = [one for one in self.present if (one.group_id, one.unit_id) in pairs and one.pk not in named]
        return [PlannedRow(0, label=str(one), key=f"membership:{one.pk}", found=one) for one in absent]

    def _row(self, row: PlannedRow) -> None:
        unit, person = self._unit(row), self._person(row)
        if unit is None or person is None:
            return
        group = self._group(row.value("group"), unit)
        key = (id(group), unit.pk, f"{type(person).__name__}:{person.pk}")
        if key in self.seen:
            row.wrong("full_name", _("stands in row %(row)d already") % {"row": self.seen[key]})
            return
        self.seen[key] = row.number
        membership = self._existing(group, unit, person)
        is_new = membership is None
        membership = membership or Membership(group=group, unit=unit, **_who(person))
        row.found = MemberPlan(membership)
        self._compare(row, membership)
        if is_new:
            row.changes = [] if group.pk else [(HEADINGS["group"], "", _("is made"))]
        row.key = "" if is_new else f"membership:{membership.pk}"
        row.state = RowState.NEW if is_new else RowState.CHANGED if row.changes else RowState.SAME
        if membership.ends_on and membership.starts_on and membership.ends_on < membership.starts_on:
            row.wrong("ends_on", _("A membership cannot end before it begins."))

    def _unit(self, row: PlannedRow) -> Unit | None:
        try:
            unit = self.finder.of_row(row, self.job.target)
        except UnreadableCell as fault:
            row.wrong("unit", str(fault))
            return None
        if unit is None:
            row.wrong("unit", _("is empty"))
        return unit

    def _person(self, row: PlannedRow) -> Person | None:
        """Return the person of a row by code, else by address, else the one that the clerk chose by name."""
        for key in (row.value("staff_code"), row.value("email")):
            if key and key in self.by_key:
                return self._require_name(row, self.by_key[key])
        offered = self.by_name.get(folded(row.value("full_name")), [])
        if not offered or row.value("staff_code") or row.value("email"):
            row.wrong(
                "full_name",
                _("is neither an official nor has an account among yours; import the person first"),
            )
            return None
        row.offered = [
            (_key(one), label_of(one) if isinstance(one, Official) else one.username) for one in offered
        ]
        chosen = next((one for one in offered if _key(one) == row.answer), None)
        if chosen is None:
            row.state = RowState.ASKED
        return chosen

    def _require_name(self, row: PlannedRow, person: Person) -> Person | None:
        if folded(person.full_name) == folded(row.value("full_name")):
            return person
        row.wrong(
            "full_name", _("the account with this key belongs to “%(name)s”") % {"name": person.full_name}
        )
        return None

    def _group(self, name: str, unit: Unit) -> Group:
        """Return the group of this name at a unit, at a unit above or for all units; else a new one at the unit."""
        above: int | None = unit.pk
        while above is not None:
            if found := self.groups.get((above, folded(name))):
                return found
            above = self.finder.every[above].parent_id if above in self.finder.every else None
        shared = self.groups.get((None, folded(name)))
        return shared or self.groups.setdefault((unit.pk, folded(name)), Group(unit=unit, name=name))

    def _existing(self, group: Group, unit: Unit, person: Person) -> Membership | None:
        return self.by_place.get((group.pk, unit.pk, _key(person))) if group.pk else None

    def _compare(self, row: PlannedRow, membership: Membership) -> None:
        """Set what the row says; an empty cell leaves what is there."""
        wanted: dict[str, Any] = {"capacity": row.value("capacity")} if row.value("capacity") else {}
        wanted |= {
            name: datetime.date.fromisoformat(row.value(name))
            for name in ("starts_on", "ends_on")
            if row.value(name)
        }
        for name, value in wanted.items():
            before = getattr(membership, name)
            if before != value:
                row.changes.append((HEADINGS[name], _shown(before), _shown(value)))
                row.found.changed.append(name)
                setattr(membership, name, value)


def _key(person: Person) -> str:
    return f"{'official' if isinstance(person, Official) else 'account'}:{person.pk}"


def _who(person: Person) -> dict[str, Any]:
    return {"official": person} if isinstance(person, Official) else {"account": person}


def _shown(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value or "")
