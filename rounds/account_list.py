"""Lists of accounts: found by staff code, then by address or user name; else the clerk is asked."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.numbers import whole_number
from lists import cleaning
from lists.columns import Column, name_column
from lists.errors import UnreadableCell
from lists.kinds import KEEP
from lists.models import WrittenRow
from lists.planned import Job, PlannedRow, RowState
from officials.accounts.identity import clean_digits, is_identified
from officials.list_rights import require_own
from officials.models import Unit, User
from officials.names import folded
from officials.official_columns import STAFF_CODE
from officials.selectors import all_units, units_for_secretary
from officials.unit_finding import UnitFinder
from rounds.account_finding import AccountFinder, AccountPlan, make
from rounds.accounts import accounts_of_own_units, accounts_to_change, ids_in_live_rounds
from rounds.services import account_changes

PREFIX = "TK"
ACCOUNTS = "officials.user"
BLOCK = "block"


def read_identity(value: Any) -> str:
    """Return the last six digits of an identity number."""
    written = cleaning.text(value)
    try:
        return clean_digits(written) if written else ""
    except ValidationError as fault:
        raise UnreadableCell(_("must be the last six digits, or the whole number")) from fault


EMAIL = Column(
    "email",
    "Thư điện tử hoặc tên đăng nhập",
    "email mail thudientu diachiemail diachithudientu emailcongvu thudientucongvu hopthu hopthudientu diachithu "
    "thudientuhoactendangnhap emailtendangnhap emailhoactendangnhap",
    read=cleaning.login,
    most=254,
    example="nguyenvana@example.vn",
    hint=gettext_lazy("Codes for logging in are sent to this address. Empty for people without e-mail."),
)
IDENTITY = Column(
    "identity",
    "6 số cuối căn cước",
    "6socuoicancuoc sausocuoicancuoc socuoicancuoc socancuoc cancuoc socccd cccd sodinhdanh sodinhdanhcanhan",
    read=read_identity,
    is_secret=True,
    example="204618",
    hint=gettext_lazy("What the login with a card asks. It is kept as a keyed hash and shown nowhere."),
)
COLUMNS = (
    name_column(hint=gettext_lazy("In one column, or in two: “Họ và tên đệm” and “Tên”.")),
    STAFF_CODE,
    EMAIL,
    Column(
        "username",
        "Tên đăng nhập",
        "taikhoan username tentaikhoan",
        read=cleaning.login,
        most=150,
        hint=gettext_lazy("Empty: the address, else the staff code."),
    ),
    Column(
        "unit",
        "Đơn vị",
        "donvicongtac coquan coquandonvi noicongtac tendonvi unit phongban bophan",
        example="Phòng Kế hoạch",
        hint=gettext_lazy("The unit whose secretariat keeps the account. Empty: your own."),
    ),
    IDENTITY,
    Column("id", "Mã trên hệ thống", "mahethong", is_exported_only=True),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
LOGIN = ("email", "username")


@dataclass
class AccountRow:
    """A row of the list, with the plan of its account."""

    plan: AccountPlan


def plan_rows(job: Job, rows: list[PlannedRow]) -> list[PlannedRow]:
    """State what each row does to accounts; a fixed number of queries."""
    return _AccountPlanner(job, rows).plan()


def write_rows(job: Job, rows: list[PlannedRow]) -> None:
    """Make new accounts, change others and tell their people, block absent ones if the clerk chose it."""
    plans = list(dict.fromkeys(row.found.plan for row in rows if isinstance(row.found, AccountRow)))
    make(job.ledger, plans)
    for plan in plans:
        if not plan.is_new and (plan.changed or plan.identity):
            _change(job, plan)
    for row in rows:
        if (
            isinstance(row.found, User)
            and (row.answer or job.absent or KEEP) == BLOCK
            and row.found.is_active
        ):
            with job.ledger.changing(row.found, ["is_active"]):
                row.found.is_active = False
                account_changes.change_account(account=row.found, actor=job.user, fields=["is_active"])


def _change(job: Job, plan: AccountPlan) -> None:
    with job.ledger.changing(plan.account, [*plan.changed, "identity_hash"]):
        if plan.changed:
            account_changes.change_account(account=plan.account, actor=job.user, fields=plan.changed)
        if plan.identity:
            account_changes.record_identity(account=plan.account, digits=plan.identity, actor=job.user)


@contextmanager
def undoing(job: Job, written: Iterable[WrittenRow]) -> Iterator[None]:
    """Let accounts be put back inside the block, as `rounds.services.account_changes` lets them be changed."""
    rows = list(written)
    require_own(job, rows)
    keys = {int(row.row) for row in rows if row.table == ACCOUNTS and row.before is not None}
    with account_changes.putting_back(accounts=keys, actor=job.user):
        yield


def export_rows(user: User, target: str) -> Iterator[dict[str, str]]:
    """Yield the accounts of the clerk's own units, in the order of names."""
    finder = UnitFinder(units_for_secretary(user=user), all_units())
    for account in accounts_of_own_units(user=user):
        if target in ("", str(account.unit_id)):
            yield {
                "id": f"{PREFIX}{account.pk}",
                "full_name": account.full_name,
                "staff_code": account.staff_code,
                "email": account.email,
                "username": account.username,
                "unit": finder.text_of(finder.units[account.unit_id])
                if account.unit_id in finder.units
                else "",
            }


class _AccountPlanner:
    def __init__(self, job: Job, rows: list[PlannedRow]) -> None:
        self.job, self.rows = job, rows
        self.finder = UnitFinder(units_for_secretary(user=job.user), all_units())
        self.accounts = AccountFinder(job, rows)
        self.own = list(accounts_of_own_units(user=job.user))
        self.accounts.by_pk |= {one.pk: one for one in self.own}
        self.mine = set(accounts_to_change(user=job.user).values_list("pk", flat=True))
        self.live = ids_in_live_rounds()
        self.seen: dict[int, int] = {}
        self.units: set[int | None] = set()

    def plan(self) -> list[PlannedRow]:
        for row in self.rows:
            row.label = row.value("full_name")
            if not row.is_wrong:
                self._row(row)
            elif not row.is_wrong_in("unit"):
                self._unit(row)  # so that everything wrong in a row is told at once
        named = {row.found.plan.account.pk for row in self.rows if row.found is not None}
        absent = [
            one for one in self.own if one.unit_id in self.units and one.pk not in named and one.is_active
        ]
        return [
            PlannedRow(0, label=f"{one.full_name} · {one.username}", key=f"account:{one.pk}", found=one)
            for one in absent
            if one.pk != self.job.user.pk
        ]

    def _row(self, row: PlannedRow) -> None:
        number = whole_number(row.value("id").upper().removeprefix(PREFIX))
        plan = self.accounts.find(row, number or 0)
        if plan is None:
            return
        if plan.is_planned:
            row.wrong("full_name", _("stands in row %(row)d already") % {"row": plan.row})
            return
        plan.is_planned = True
        row.found, row.key = AccountRow(plan), "" if plan.is_new else f"account:{plan.account.pk}"
        unit = self._unit(row)
        self.units.add(unit.pk if unit else plan.account.unit_id)
        if row.is_wrong:
            return
        if plan.is_new:
            plan.account.unit = unit or self._own_unit()
        else:
            self._compare(row, plan, unit)
        row.state = RowState.NEW if plan.is_new else RowState.CHANGED if row.changes else RowState.SAME

    def _unit(self, row: PlannedRow) -> Unit | None:
        try:
            return self.finder.of_row(row, self.job.target)
        except UnreadableCell as fault:
            row.wrong("unit", str(fault))
            return None

    def _own_unit(self) -> Unit | None:
        """Return the topmost unit of the clerk."""
        ids = self.finder.units
        return next((unit for unit in ids.values() if unit.parent_id not in ids), None)

    def _compare(self, row: PlannedRow, plan: AccountPlan, unit: Unit | None) -> None:
        account, wanted = plan.account, self._wanted(row, plan.account)
        for name, value in wanted.items():
            before = getattr(account, name)
            if before != value:
                row.changes.append((HEADINGS[name], before, value))
                plan.changed.append(name)
                setattr(account, name, value)
        self._identity(row, plan)
        if row.value("unit") and unit and account.unit_id != unit.pk:
            words = _("the account belongs to “%(unit)s”; move the person on the page of the account")
            row.wrong("unit", words % {"unit": account.unit or "–"})
        if row.changes and account.pk not in self.mine:
            row.wrong("full_name", _("This account belongs to another unit. Only that unit changes it."))
        if {*plan.changed} & {*LOGIN} and account.pk in self.live:
            row.wrong(
                "email",
                _("the person votes or counts in a round that is not counted yet; change it on the account"),
            )

    def _wanted(self, row: PlannedRow, account: User) -> dict[str, str]:
        wanted = {name: row.value(name) for name in ("staff_code", "username") if row.value(name)}
        email = row.value("email")
        if "@" in email and email != account.email.lower():
            wanted["email"] = email
        elif email and email not in (account.email.lower(), account.username.lower()):
            wanted["username"] = email
        if wanted.get("username", "").lower() == account.username.lower():
            del wanted["username"]
        if folded(account.full_name) != folded(row.value("full_name")):
            wanted["full_name"] = row.value("full_name")
        return wanted

    def _identity(self, row: PlannedRow, plan: AccountPlan) -> None:
        """State whether the recorded digits change, without showing any."""
        if plan.identity and is_identified(plan.account, plan.identity):
            plan.identity = ""
        if plan.identity:
            before = _("recorded") if plan.account.identity_hash else ""
            row.changes.append((IDENTITY.heading, before, _("as in the file")))
