"""What the rows of a list do to rolls: whose entries they are, and what changes in them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lists.planned import Job, PlannedRow, RowState
from officials.names import folded
from rounds.account_finding import AccountFinder, AccountPlan
from rounds.models import Elector, Round
from rounds.selectors import electors_of, rounds_with_open_roll

CAPACITY = "Chức vụ"
LONGEST_CAPACITY = 250


@dataclass(eq=False)
class RollRow:
    """A row: the round, the person, and the entry of the roll, new or existing."""

    round: Round
    plan: AccountPlan
    elector: Elector
    is_new: bool = False
    is_changed: bool = False


class RollPlanner:
    """States what each row of a list does to the rolls."""

    def __init__(self, job: Job, rows: list[PlannedRow]) -> None:
        self.job, self.rows = job, rows
        self.rounds = {str(round_.pk): round_ for round_ in rounds_with_open_roll(user=job.user)}
        self.by_title: dict[str, list[Round]] = defaultdict(list)
        for round_ in self.rounds.values():
            self.by_title[folded(round_.title)].append(round_)
        self.accounts = AccountFinder(job, rows)
        self.used: dict[Any, Round] = {}
        self.entries: dict[tuple[Any, int], RollRow] = {}  # by round and the plan of the person

    def plan(self) -> list[PlannedRow]:
        """Fill in the rows, and return the entries that the list lacks as rows of their own."""
        pairs = [(row, self._round(row)) for row in self.rows if not row.is_wrong_in("round")]
        self.used = {round_.pk: round_ for _row, round_ in pairs if round_}
        self.on_roll = {(one.round_id, one.user_id): one for one in electors_of(self.used)}
        for row in self.rows:
            row.label = row.value("full_name")
        for row, round_ in pairs:
            if round_ and not row.is_wrong:
                self._row(row, round_)
        self._namesakes()
        return self._absent()

    def _round(self, row: PlannedRow) -> Round | None:
        """Return the round of a row: the one that the list is for, or the one that the row names."""
        if self.job.target:
            return self.rounds.get(str(UUID(self.job.target)))
        title = row.value("round")
        if not title:
            row.wrong("round", _("is empty; a list of several rolls names the meeting in each row"))
            return None
        found = self.by_title.get(folded(title), [])
        if len(found) > 1 and row.value("unit"):
            found = [one for one in found if folded(row.value("unit")) in _names_of(one)]
        if len(found) == 1:
            return found[0]
        words = (
            _("there are several meetings “%(text)s”; name the unit too")
            if found
            else _("there is no meeting “%(text)s” in preparation among yours")
        )
        row.wrong("round", words % {"text": title})
        return None

    def _row(self, row: PlannedRow, round_: Round) -> None:
        plan = self.accounts.find(row)
        row.label = (
            f"{row.value('full_name')} · {round_.title}" if not self.job.target else row.value("full_name")
        )
        if plan is None or not self._fits(row, plan):
            return
        row.key = f"round:{round_.pk} " + ("" if plan.is_new else f"account:{plan.account.pk}")
        if plan.is_new and plan.account.unit_id is None:
            plan.account.unit_id = round_.unit_id
        entry = self.entries.get((round_.pk, id(plan)))
        if entry:
            self._merge(row, entry)
            return
        existing = self.on_roll.get((round_.pk, plan.account.pk)) if not plan.is_new else None
        elector = existing or Elector(round=round_, capacity=row.value("capacity"))
        row.found = self.entries[round_.pk, id(plan)] = RollRow(
            round_, plan, elector, is_new=existing is None
        )
        if existing is None:
            row.state = RowState.NEW
            row.changes = [] if not plan.is_new else [(_("account"), "", _("is made"))]
        else:
            self._capacity(row, row.found, row.value("capacity"))

    def _fits(self, row: PlannedRow, plan: AccountPlan) -> bool:
        """Return whether the account may stand on the roll under this name; state what is wrong otherwise."""
        account = plan.account
        if plan.is_new:
            return True
        if not account.is_active:
            row.wrong("email", _("this account is blocked"))
        elif folded(account.full_name) != folded(row.value("full_name")):
            row.wrong("email", _("this account belongs to “%(name)s”") % {"name": account.full_name})
        return not row.is_wrong

    def _capacity(self, row: PlannedRow, entry: RollRow, capacity: str) -> None:
        """State whether the capacity of an entry changes; an empty cell leaves what is there."""
        before = entry.elector.capacity
        if capacity and before != capacity:
            row.changes.append((CAPACITY, before, capacity))
            entry.elector.capacity, entry.is_changed = capacity, not entry.is_new
        row.state = RowState.CHANGED if row.changes else RowState.SAME

    def _merge(self, row: PlannedRow, entry: RollRow) -> None:
        """Let two rows of one person be one entry, with both capacities."""
        parts = [part for part in (entry.elector.capacity, row.value("capacity")) if part]
        capacity = "; ".join(dict.fromkeys(parts))[:LONGEST_CAPACITY]
        if entry.elector.capacity != capacity and row.value("capacity") not in entry.elector.capacity.split(
            "; "
        ):
            entry.elector.capacity, entry.is_changed = capacity, not entry.is_new
        row.state = RowState.SAME
        _note(row, _("The same person as in row %(row)d: one voter, one ballot.") % {"row": entry.plan.row})

    def _namesakes(self) -> None:
        """Point out people of one name on one roll."""
        names = Counter((key[0], folded(entry.plan.account.full_name)) for key, entry in self.entries.items())
        for row in self.rows:
            entry = row.found
            if isinstance(entry, RollRow):
                name = folded(entry.plan.account.full_name)
                if names[entry.round.pk, name] > 1:
                    _note(row, _("Another person of this name is in the list."))

    def _absent(self) -> list[PlannedRow]:
        named = {(key[0], entry.plan.account.pk) for key, entry in self.entries.items()}
        return [
            PlannedRow(
                0,
                label=f"{one.user} · {self.used[one.round_id].title}",
                key=f"elector:{one.pk}",
                found=one,
            )
            for key, one in self.on_roll.items()
            if key not in named
        ]


def _note(row: PlannedRow, text: str) -> None:
    if text not in row.notes:
        row.notes.append(text)


def _names_of(round_: Round) -> set[str]:
    return {folded(round_.unit.name), folded(round_.unit.document_code)}
