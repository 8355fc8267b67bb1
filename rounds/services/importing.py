"""Import a roll from a file: planned row by row, then written completely or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from audit.services import act
from officials.accounts.identity import digits_in, identity_hash
from officials.models import User
from officials.names import folded, plain_text
from officials.staff_codes import LONGEST
from rounds.accounts import accounts_to_list
from rounds.cautions import namesakes
from rounds.errors import Missing, RoundError
from rounds.locks import lock_round
from rounds.models import Elector, Round, RoundId
from rounds.rollfile import COLUMNS, RollRow
from rounds.services.configuring import require_draft


@dataclass(frozen=True)
class RowError:
    """What is wrong in one cell; `row` as the spreadsheet numbers it."""

    row: int
    column: str
    message: str


@dataclass
class RollEntry:
    """One person of the plan; several rows of one person make one entry."""

    row: int
    full_name: str
    login: str
    capacity: str
    account: User | None = None
    is_on_roll: bool = False
    staff_code: str = ""
    identity: str = ""

    @property
    def known_as(self) -> str:
        """The address or user name, else the staff code."""
        return self.login or self.staff_code


@dataclass
class RollPlan:
    """What an import would do. It is carried out only without `errors`."""

    entries: list[RollEntry] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    namesakes: list[Missing] = field(default_factory=list)

    @property
    def new_accounts(self) -> list[RollEntry]:
        return [entry for entry in self.entries if entry.account is None]

    @property
    def to_add(self) -> list[RollEntry]:
        return [entry for entry in self.entries if not entry.is_on_roll]


class RollRefused(RoundError):
    """The rows cannot be imported; `errors` names each cell."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(_("Nothing was taken over: the file has errors."))
        self.errors = errors


def plan_roll(*, round_: Round, rows: Iterable[RollRow], actor: User | None = None) -> RollPlan:
    """Return what importing `rows` would do; writes nothing; a fixed number of queries.

    With `actor`, accounts that this secretary may not name are refused without telling their names.
    """
    rows = list(rows)
    plan = RollPlan()
    accounts, foreign = _accounts([key for row in rows for key in _keys(row)], actor)
    on_roll = {elector.user_id: elector.user for elector in round_.electors.select_related("user")}
    people: dict[object, RollEntry] = {}
    for row in rows:
        found = [accounts[key] for key in _keys(row) if key in accounts]
        account = found[0] if found else None
        if error := _fault(row, account, foreign) or _contradiction(row, found):
            plan.errors.append(error)
            continue
        key = account.pk if account else _keys(row)[0]
        entry = RollEntry(row.number, row.full_name, row.login, row.capacity, account)
        entry.staff_code, entry.identity = row.staff_code, digits_in(row.identity)
        entry.is_on_roll = bool(account and account.pk in on_roll)
        if key in people:
            _merge(plan, people[key], entry)
        else:
            people[key] = entry
    plan.entries = list(people.values())
    plan.namesakes = _namesakes(plan.entries, on_roll)
    return plan


def _namesakes(entries: list[RollEntry], on_roll: dict[int, User]) -> list[Missing]:
    """Return a warning for each name that the roll would then contain several times."""
    names = {folded(entry.full_name) for entry in entries}
    planned = {entry.account.pk for entry in entries if entry.account}
    others = [user for pk, user in on_roll.items() if pk not in planned and folded(user.full_name) in names]
    people = [(entry.full_name, entry.known_as) for entry in entries]
    return namesakes([*people, *((user.full_name, user.username) for user in others)])


def _keys(row: RollRow) -> list[str]:
    """Return the keys by which the person of a row is looked for: the staff code before the login."""
    return [key for key in (_code(row.staff_code), row.login.lower()) if key]


def _code(staff_code: str) -> str:
    return staff_code and f"#{staff_code}"  # user names cannot contain the sign


def _accounts(keys: Iterable[str], actor: User | None) -> tuple[dict[str, User], set[str]]:
    """Return key → account for staff codes, user names and addresses, and the keys of foreign accounts; one query."""
    wanted = set(keys)
    codes = [key[1:] for key in wanted if key.startswith("#")]
    # The user name of a new account without an address is its staff code.
    logins = wanted | {code.lower() for code in codes}
    found = User.objects.annotate(lower_name=Lower("username"), lower_mail=Lower("email"))
    found = found.filter(Q(lower_name__in=logins) | Q(lower_mail__in=logins) | Q(staff_code__in=codes))
    mine = accounts_to_list(user=actor) if actor else User.objects.all()
    found = found.annotate(is_mine=Exists(mine.filter(pk=OuterRef("pk"))))
    by_key: dict[str, User] = {}
    for name in ("username", "email"):
        by_key |= {getattr(account, name).lower(): account for account in found if getattr(account, name)}
    by_key |= {_code(account.staff_code): account for account in found if account.staff_code}
    foreign = {key for key, account in by_key.items() if not account.is_mine}  # type: ignore[attr-defined]
    return {key: account for key, account in by_key.items() if key not in foreign}, foreign


def _contradiction(row: RollRow, found: list[User]) -> RowError | None:
    """Return what is wrong if staff code and login of a row do not name one person."""
    if len({account.pk for account in found}) > 1:
        text = _("belongs to another account than the staff code")
        return RowError(row.number, COLUMNS["login"], text)
    if found and row.staff_code and found[0].staff_code not in ("", row.staff_code):
        return RowError(row.number, COLUMNS["staff_code"], _("the account has another staff code"))
    return None


def _fault(row: RollRow, account: User | None, foreign: set[str]) -> RowError | None:
    """Return what is wrong with a row by itself, or None."""
    name, login, capacity = COLUMNS["full_name"], COLUMNS["login"], COLUMNS["capacity"]
    checks = [
        (not row.full_name, name, _("is empty")),
        (len(row.full_name) > 150, name, _("is longer than 150 characters")),
        (len(row.capacity) > 250, capacity, _("is longer than 250 characters")),
        (not row.login and not row.staff_code, login, _("is empty")),
        (len(row.staff_code) > LONGEST, COLUMNS["staff_code"], _("is longer than 40 characters")),
        (
            bool(row.identity) and not digits_in(row.identity),
            COLUMNS["identity"],
            _("must be the last six digits, or the whole number"),
        ),
        (_has_invisible(row.full_name), name, _("has a sign that cannot be seen; type it again")),
        (_has_invisible(row.capacity), capacity, _("has a sign that cannot be seen; type it again")),
    ]
    if account is not None:
        another = _("this account belongs to “%(name)s”") % {"name": account.full_name}
        checks.append((not account.is_active, login, _("this account is blocked")))
        checks.append((folded(account.full_name) != folded(row.full_name), login, another))
    for is_wrong, column, message in checks:
        if is_wrong:
            return RowError(row.number, column, message)
    return None if account else _fault_of_new(row, foreign)


def _has_invisible(text: str) -> bool:
    try:
        plain_text(text)
    except ValidationError:
        return True
    return False


def _fault_of_new(row: RollRow, foreign: set[str]) -> RowError | None:
    login = (row.login or row.staff_code).lower()
    column = COLUMNS["login" if row.login else "staff_code"]
    try:
        if row.login:
            validate_email(row.login)
    except ValidationError:
        text = _("there is no account “%(login)s”; a new one needs an e-mail address") % {"login": row.login}
        return RowError(row.number, COLUMNS["login"], text)
    try:
        User(username=login).clean_fields(exclude=["password", "full_name", "sort_key"])
    except ValidationError:
        return RowError(row.number, column, _("has characters that a user name cannot have"))
    if not foreign.isdisjoint([login, *_keys(row)]):
        text = _(
            "cannot be used for a new account; a person of another unit is requested from that unit first"
        )
        return RowError(row.number, column, text)
    return None


def _merge(plan: RollPlan, first: RollEntry, again: RollEntry) -> None:
    """Merge two rows of one person into one entry, or report that they contradict each other."""
    if folded(first.full_name) != folded(again.full_name):
        text = _("row %(row)d has the same address for “%(name)s”")
        values = {"row": first.row, "name": first.full_name}
        plan.errors.append(RowError(again.row, COLUMNS["login"], text % values))
        return
    capacities = [part for part in (first.capacity, again.capacity) if part]
    first.capacity = "; ".join(dict.fromkeys(capacities))[:250]
    text = _("Rows %(first)d and %(again)d are the same person, %(name)s: one voter, one ballot.")
    plan.merged.append(text % {"first": first.row, "again": again.row, "name": first.full_name})


@transaction.atomic
def import_roll(*, round_id: RoundId, rows: Iterable[RollRow], actor: User | None = None) -> RollPlan:
    """Add the people of `rows` to a draft's roll and make missing accounts; all or nothing.

    New accounts have no password: their holders log in by mail or with a login card. Raises `RollRefused`
    with each faulty cell, `Frozen` once the round is frozen.
    """
    round_ = require_draft(lock_round(round_id))
    plan = plan_roll(round_=round_, rows=rows, actor=actor)
    if plan.errors:
        raise RollRefused(plan.errors)
    with act("roll.import", actor=actor, subject=round_):
        _write(plan, round_)
    return plan


def _write(plan: RollPlan, round_: Round) -> None:
    try:
        with transaction.atomic():
            _create_accounts(plan.new_accounts, round_)
    except IntegrityError as taken:
        raise RoundError(
            _("Another user created one of these accounts at the same time. Try again.")
        ) from taken
    Elector.objects.bulk_create(
        Elector(round=round_, user=entry.account, capacity=entry.capacity)
        for entry in plan.to_add
        if entry.account
    )


def _create_accounts(entries: list[RollEntry], round_: Round) -> None:
    accounts = [_account(entry, round_) for entry in entries]
    User.objects.bulk_create(accounts)
    for entry, account in zip(entries, accounts, strict=True):
        entry.account = account
        account.identity_hash = identity_hash(account, entry.identity) if entry.identity else ""
    User.objects.bulk_update([one for one in accounts if one.identity_hash], ["identity_hash"])


def _account(entry: RollEntry, round_: Round) -> User:
    account = User(username=entry.known_as.lower(), email=entry.login.lower(), full_name=entry.full_name)
    account.unit_id, account.staff_code = round_.unit_id, entry.staff_code
    account.password = make_password(None)
    return account
