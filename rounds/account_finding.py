"""Find the accounts that rows of a list mean, and plan those that are missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lists.planned import NEW_ROW, Change, Job, PlannedRow, RowState
from officials.accounts.identity import digits_in, identity_hash
from officials.models import Official, User
from officials.names import folded
from rounds.accounts import accounts_named, people_in_words
from rounds.own_officials import officials_to_give_accounts


@dataclass(eq=False)
class AccountPlan:
    """A person of a list, once for all rows: the account, and what changes."""

    account: User
    row: int
    changes: list[Change] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    identity: str = ""
    is_planned: bool = False
    official: Official | None = None  # the one who gets the account

    @property
    def is_new(self) -> bool:
        return self.account.pk is None


class AccountFinder:
    """Looks accounts up by staff code, then by address or user name; else asks, by the same name."""

    def __init__(self, job: Job, rows: Iterable[PlannedRow], *, asks: bool = True) -> None:
        self.job, self.asks = job, asks
        rows = list(rows)
        codes = {row.value("staff_code") for row in rows} - {""}
        logins = {text for row in rows for text in _logins(row)} | {code.lower() for code in codes}
        names = {row.value("full_name") for row in rows} if asks else set()
        found = accounts_named(user=job.user, codes=codes, logins=logins, names=names)
        self.foreign = found.foreign
        self.by_code = {one.staff_code: one for one in found.accounts if one.staff_code}
        self.by_login = {one.username.lower(): one for one in found.accounts}
        self.by_login |= {one.email.lower(): one for one in found.accounts if one.email}
        self.by_pk = {one.pk: one for one in found.accounts}
        self.by_name: dict[str, list[User]] = defaultdict(list)
        for one in found.accounts:
            self.by_name[folded(one.full_name)].append(one)
        self.plans: dict[str, AccountPlan] = {}
        self.officials = officials_to_give_accounts(user=job.user, codes=codes)

    def find(self, row: PlannedRow, number: int = 0) -> AccountPlan | None:
        """Return the plan of the person of a row; None if the row is wrong or the clerk has to say who it is."""
        key, account = self._key(row, number)
        if not key:
            return None
        plan = self.plans.get(key)
        if plan is None:
            plan = self.plans[key] = AccountPlan(account or _begun(row), row.number)
            self._link(row, plan)
        elif plan.is_new and folded(plan.account.full_name) != folded(row.value("full_name")):
            words = _("row %(row)d has the same key for “%(name)s”")
            row.wrong("full_name", words % {"row": plan.row, "name": plan.account.full_name})
            return None
        plan.identity = plan.identity or digits_in(row.value("identity"))
        return plan

    def _link(self, row: PlannedRow, plan: AccountPlan) -> None:
        """Tie the account to the official with the same staff code and name who has none."""
        official, account = self.officials.get(row.value("staff_code")), plan.account
        if official is None or folded(official.full_name) != folded(row.value("full_name")):
            return
        if plan.is_new or (account.staff_code == official.staff_code and not hasattr(account, "official")):
            plan.official = official
            row.notes.append(_("The official with this staff code gets the account."))

    def _key(self, row: PlannedRow, number: int) -> tuple[str, User | None]:
        if number:
            return self._numbered(row, number)
        found = self._found(row)
        if len(found) > 1:
            row.wrong("email", _("belongs to another account than the staff code"))
            return "", None
        if found:
            return self._require_one_code(row, found[0])
        if not row.value("staff_code") and not _logins(row):
            return self._named(row, "")
        key = row.value("staff_code") or _logins(row)[0]
        if not self._may_be_made(row):
            return "", None
        return self._named(row, key)

    def _numbered(self, row: PlannedRow, number: int) -> tuple[str, User | None]:
        if number in self.by_pk:
            return f"account:{number}", self.by_pk[number]
        row.wrong("id", _("there is no such account among yours"))
        return "", None

    def _found(self, row: PlannedRow) -> list[User]:
        code = row.value("staff_code")
        found = [self.by_code[code]] if code in self.by_code else []
        found += [self.by_login[text] for text in _logins(row) if text in self.by_login]
        if not found and code.lower() in self.by_login:
            found.append(self.by_login[code.lower()])  # the user name of an account without an address
        return list({one.pk: one for one in found}.values())

    def _require_one_code(self, row: PlannedRow, account: User) -> tuple[str, User | None]:
        code = row.value("staff_code")
        if code and account.staff_code not in ("", code):
            row.wrong("staff_code", _("the account has another staff code"))
            return "", None
        return f"account:{account.pk}", account

    def _may_be_made(self, row: PlannedRow) -> bool:
        """Return whether the keys of a new account are free and well formed; state what is wrong otherwise."""
        column, named = "email" if _logins(row) else "staff_code", row.value("email")
        if named and "@" not in named:
            text = _("there is no account “%(login)s”; a new one needs an e-mail address")
            row.wrong("email", text % {"login": named})
            return False
        keys = {row.value("staff_code"), row.value("staff_code").lower(), *_logins(row)} - {""}
        if not self.foreign.isdisjoint(keys):
            text = _(
                "cannot be used for a new account; a person of another unit is requested from that unit first"
            )
            row.wrong(column, text)
            return False
        try:
            _begun(row).clean_fields(exclude=["password", "full_name", "sort_key", "email"])
        except ValidationError:
            row.wrong(column, _("has characters that a user name cannot have"))
            return False
        return True

    def _named(self, row: PlannedRow, key: str) -> tuple[str, User | None]:
        """Return a new account, or the one that the clerk chose among people of the same name."""
        offered = self._offered(row)
        if offered:
            row.offered = [
                (f"account:{one.pk}", words)
                for one, words in zip(offered, people_in_words(offered), strict=True)
            ]
            if key:
                row.offered.append((NEW_ROW, _("another person, who is new")))
        chosen = next((one for one in offered if f"account:{one.pk}" == row.answer), None)
        if chosen:
            return f"account:{chosen.pk}", chosen
        if offered and not (row.answer == NEW_ROW and key):
            row.state = RowState.ASKED
            return "", None
        if not key:
            row.wrong(
                "email", _("is empty; a new account needs a staff code, an e-mail address or a user name")
            )
            return "", None
        return key, None

    def _offered(self, row: PlannedRow) -> list[User]:
        if not self.asks:
            return []
        code, logins = row.value("staff_code"), _logins(row)
        return [
            one
            for one in self.by_name.get(folded(row.value("full_name")), ())
            if not (code and one.staff_code) and not (logins and one.email)
        ]


def _logins(row: PlannedRow) -> list[str]:
    """Return address and user name of a row, in small letters."""
    return [text.lower() for text in (row.value("email"), row.value("username")) if text]


def _begun(row: PlannedRow) -> User:
    """Return the new account of a row; without a user name it is the address, else the staff code."""
    email = row.value("email") if "@" in row.value("email") else ""
    username = row.value("username") or row.value("email") or row.value("staff_code")
    account = User(username=username.lower()[:150], email=email, full_name=row.value("full_name"))
    account.staff_code = row.value("staff_code")
    return account


def make(ledger: Any, plans: Iterable[AccountPlan]) -> None:
    """Make the new accounts, and tie accounts to the officials who get them.

    New ones have no password, so their holders log in by mail or with a login card.
    """
    plans = list(plans)
    new = [plan for plan in dict.fromkeys(plans) if plan.is_new]
    for plan in new:
        plan.account.password = make_password(None)
    ledger.create([plan.account for plan in new], lambda: _record_identities(new))
    linked = [(plan.official, plan.account) for plan in dict.fromkeys(plans) if plan.official]
    for official, account in linked:
        official.user = account
    ledger.update([official for official, _account in linked], ["user"])


def _record_identities(plans: list[AccountPlan]) -> None:
    known = [plan for plan in plans if plan.identity]
    for plan in known:
        plan.account.identity_hash = identity_hash(plan.account, plan.identity)
    User.objects.bulk_update([plan.account for plan in known], ["identity_hash"], batch_size=2000)
