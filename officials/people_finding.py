"""Find the officials that the rows of a list mean: by staff code, then by e-mail; otherwise the clerk is asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lists.planned import NEW_ROW, Change, Job, PlannedRow, RowState
from officials.labels import label_of
from officials.models import Official, Post
from officials.names import folded
from officials.selectors import (
    accounts_of_units,
    codes_of_officials,
    officials_elsewhere,
    officials_for_secretary,
)


@dataclass(eq=False)
class PersonPlan:
    """A person of a list, once for all rows: the official, and the fields that change."""

    official: Official
    row: int
    changes: list[Change] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    is_planned: bool = False

    @property
    def is_new(self) -> bool:
        return self.official.pk is None

    @property
    def posts(self) -> list[Post]:
        return [] if self.official.pk is None else list(self.official.posts.all())

    def told_once(self) -> list[Change]:
        """Return the changes of the person, for the first row only."""
        changes, self.changes = self.changes, []
        return changes


class Finder:
    """Looks people up among the officials of a clerk, with a fixed number of queries."""

    def __init__(self, job: Job, rows: list[PlannedRow], headings: Mapping[str, str]) -> None:
        self.job, self.headings = job, headings
        self.officials = list(officials_for_secretary(user=job.user).prefetch_related("posts__unit"))
        self.by_pk = {one.pk: one for one in self.officials}
        self.by_code = {one.staff_code: one for one in self.officials if one.staff_code}
        self.by_email = {one.user.email.lower(): one for one in self.officials if one.user and one.user.email}
        self.by_name: dict[str, list[Official]] = defaultdict(list)
        for one in self.officials:
            self.by_name[folded(one.full_name)].append(one)
        self._accounts(rows)
        self.elsewhere = officials_elsewhere(user=job.user)
        self.plans: dict[str, PersonPlan] = {}

    def _accounts(self, rows: list[PlannedRow]) -> None:
        """Read the accounts that rows may mean, and the codes of officials whom the clerk does not see."""
        codes = {row.value("staff_code") for row in rows} - {""}
        emails = {row.value("email") for row in rows} - {""}
        accounts = accounts_of_units(user=self.job.user, codes=codes, emails=emails)
        self.account_by_code = {one.staff_code: one for one in accounts if one.staff_code}
        self.account_by_email = {one.email.lower(): one for one in accounts if one.email}
        self.foreign = codes_of_officials(codes) - self.by_code.keys()

    def find(self, row: PlannedRow, number: int) -> PersonPlan | None:
        """Return the plan of the person of a row; None if the row is wrong or the clerk has to say who it is."""
        key, official = self._key(row, number)
        if not key:
            return None
        plan = self.plans.get(key)
        if plan is None:
            plan = self.plans[key] = PersonPlan(official or Official(), row.number)
            self._compare(row, plan)
        elif folded(plan.official.full_name) != folded(row.value("full_name")):
            words = _("row %(row)d has the same key for “%(name)s”")
            row.wrong("full_name", words % {"row": plan.row, "name": plan.official.full_name})
        return None if row.is_wrong else plan

    def _key(self, row: PlannedRow, number: int) -> tuple[str, Official | None]:
        """Return the key of the person, and the official if there is one."""
        code, email = row.value("staff_code"), row.value("email")
        if number:
            if number not in self.by_pk:
                row.wrong("id", _("there is no such official among yours"))
                return "", None
            return f"official:{number}", self.by_pk[number]
        if code in self.foreign:
            row.wrong("staff_code", _("belongs to an official of another unit; ask that unit first"))
            return "", None
        official = self.by_code.get(code) if code else None
        official = official or (self.by_email.get(email) if email else None)
        if official:
            return self._require_one_person(row, official)
        if code or (email and email in self.account_by_email):
            return self._named_or_asked(row, code or email)
        return self._named_or_asked(
            row, email or f"{folded(row.value('full_name'))} {row.value('birth_date')}"
        )

    def _require_one_person(self, row: PlannedRow, official: Official) -> tuple[str, Official | None]:
        code = row.value("staff_code")
        if code and official.staff_code not in ("", code):
            row.wrong("staff_code", _("the person with this e-mail address has another staff code"))
            return "", None
        return f"official:{official.pk}", official

    def _named_or_asked(self, row: PlannedRow, key: str) -> tuple[str, Official | None]:
        """Return a new person, or the one that the clerk chose among people of the same name."""
        if key in self.plans:
            return key, None
        code = row.value("staff_code")
        offered = [
            one
            for one in self.by_name.get(folded(row.value("full_name")), ())
            if not (code and one.staff_code) and _may_be(one, row.value("birth_date"))
        ]
        if offered:
            row.offered = [(f"official:{one.pk}", label_of(one)) for one in offered]
            row.offered.append((NEW_ROW, _("another person, who is new")))
        if not offered or row.answer == NEW_ROW:
            return key, None
        chosen = next((one for one in offered if f"official:{one.pk}" == row.answer), None)
        if chosen is None and self.job.same_birth:
            chosen = _born_that_day(offered, row.value("birth_date"))
        if chosen is None:
            row.state = RowState.ASKED
            return "", None
        self.plans.setdefault(key, PersonPlan(chosen, row.number))
        self._compare(row, self.plans[key])
        return key, chosen

    def _compare(self, row: PlannedRow, plan: PersonPlan) -> None:
        """Set what the row says about the person; an empty cell leaves what is there."""
        official, wanted = plan.official, self._wanted(row, plan.official)
        for name, value in wanted.items():
            before = getattr(official, name)
            if before == value:
                continue
            if official.pk in self.elsewhere:
                row.wrong(name, _("cannot be changed here: this official also holds posts in other units"))
                return
            if not plan.is_new:
                plan.changes.append((self.headings[name], _shown(before), _shown(value)))
                plan.changed.append(name)
            setattr(official, name, value)
        self._link(row, plan)

    def _wanted(self, row: PlannedRow, official: Official) -> dict[str, Any]:
        wanted: dict[str, Any] = {}
        if folded(official.full_name) != folded(row.value("full_name")):
            wanted["full_name"] = row.value("full_name")
        if row.value("staff_code"):
            wanted["staff_code"] = row.value("staff_code")
        if row.value("birth_date"):
            wanted["birth_date"] = date.fromisoformat(row.value("birth_date"))
        return wanted

    def _link(self, row: PlannedRow, plan: PersonPlan) -> None:
        """Tie a new official to the account with the same staff code or address, which then reads the own result."""
        official = plan.official
        code, email = row.value("staff_code"), row.value("email")
        account = self.account_by_code.get(code) if code else None
        account = account or (self.account_by_email.get(email) if email else None)
        if official.user_id and code and official.user and official.user.staff_code not in ("", code):
            row.wrong("staff_code", _("the account of this official has another staff code"))
        if account is None or not plan.is_new:
            return
        if folded(account.full_name) != folded(official.full_name):
            row.wrong(
                "full_name",
                _("the account with this key belongs to “%(name)s”") % {"name": account.full_name},
            )
            return
        if code and account.staff_code not in ("", code):
            row.wrong("staff_code", _("the account with this e-mail address has another staff code"))
            return
        official.user, official.staff_code = account, official.staff_code or account.staff_code
        note = _("The account “%(login)s” is tied to this official.") % {"login": account.username}
        row.note(note)


def write(ledger: Any, plans: Iterable[PersonPlan]) -> None:
    """Make the new officials and write the changes of the others."""
    people = list(dict.fromkeys(plans))
    ledger.create([plan.official for plan in people if plan.is_new])
    changed = [plan for plan in people if plan.changed]
    ledger.update(
        [plan.official for plan in changed], sorted({name for plan in changed for name in plan.changed})
    )


def _may_be(official: Official, birth_date: str) -> bool:
    return not birth_date or official.birth_date is None or official.birth_date.isoformat() == birth_date


def _born_that_day(offered: list[Official], birth_date: str) -> Official | None:
    """Return the only person offered who was born on that day."""
    found = [one for one in offered if one.birth_date and one.birth_date.isoformat() == birth_date]
    return found[0] if len(found) == 1 else None


def _shown(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")
