"""People and rounds for tests, created through the services; the usual ones of one unit are in `tests/usual.py`.

Accounts alone are written many at once, to the same rows.

Every account has the password `PASSWORD` (hashed once per run).
"""

import datetime
import itertools
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from officials import services as officials_services
from officials.accounts.identity import identity_hash
from officials.models import Official, Post, Unit, UnitRole, User
from officials.selectors import secretaries_of
from rounds import regulations
from rounds.models import Campaign, Plan, Round, RuleSet, Threshold
from rounds.services import announcing, ballot_lines, configuring, moves, planning, rules
from tests.remembered import remembered_in_tests

PASSWORD = "hoa-sen-trang-2026"
DIGITS = "204618"
Role = UnitRole.Role
_numbers = itertools.count(1)
# Made here, with the hasher of the whole run: a test of the hashers sets another one, which the others cannot check.
_PASSWORD_HASH = make_password(PASSWORD)


def make_user(full_name: str = "", username: str = "", **fields: Any) -> User:
    """Return an account with the password `PASSWORD` and an address of its own."""
    return _save_accounts([_account(full_name, username, **fields)])[0]


def make_users(count: int) -> list[User]:
    """Return accounts as `make_user` makes them."""
    return _save_accounts([_account() for _number in range(count)])


def _account(full_name: str = "", username: str = "", **fields: Any) -> User:
    number = next(_numbers)
    username = username or f"nguoi-{number}"
    full_name = full_name or f"Nguyễn Văn {number}"
    email = f"{username}@example.test"
    return User(username=username, full_name=full_name, email=email, password=_PASSWORD_HASH, **fields)


def _save_accounts(accounts: list[User]) -> list[User]:
    """Write what `officials.services.create_account` writes, with two queries for all accounts."""
    User.objects.bulk_create(accounts)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=account, email=account.email.lower(), verified=True, primary=True)
        for account in accounts
    )
    return accounts


def lock_out(*people: User) -> None:
    """Leave these accounts without a password; the identity number of each ends in `DIGITS`."""
    for one in people:
        values = {"password": make_password(None), "identity_hash": identity_hash(one, DIGITS)}
        User.objects.filter(pk=one.pk).update(**values)


def make_unit(name: str = "", parent: Unit | None = None, authority: Unit | None = None) -> Unit:
    unit = Unit(name=name or f"Đơn vị {next(_numbers)}", place="Hà Nội", document_code="ĐV")
    unit.parent, unit.authority = parent, authority
    return officials_services.save_unit(unit=unit)


def make_official(
    unit: Unit,
    full_name: str = "",
    *,
    user: User | None = None,
    posts: tuple[str, ...] = ("Trưởng phòng",),
    **post_fields: Any,
) -> Official:
    """Return an official with posts at `unit`, appointed years ago unless `post_fields` say."""
    official = Official(full_name=full_name or f"Trần Thị {next(_numbers)}", user=user)
    officials_services.save(row=official)
    post_fields.setdefault("appointed_on", datetime.date(timezone.localdate().year - 3, 1, 15))
    for title in posts:
        post = Post(official=official, unit=unit, title=title, **post_fields)
        officials_services.save(row=post)
    return official


def rule_set(code: str = "96-qd-tw") -> RuleSet:
    """Return a shipped rule set, also where a transactional test emptied the tables."""
    if not RuleSet.objects.filter(code=code).exists():
        regulations.install(RuleSet, Threshold)
    return RuleSet.objects.get(code=code)


def make_plan(unit: Unit, **fields: Any) -> Plan:
    """Return a plan that is being prepared, with the supplied texts and a meeting unless it has a superior one."""
    year = timezone.localdate().year
    values: dict[str, Any] = {"rule_set": rule_set()} if "superior" not in fields else {}
    values |= {"starts_on": datetime.date(year, 1, 1), "ends_on": datetime.date(year, 12, 31)}
    return planning.save_plan(plan=Plan(unit=unit, **{**values, **fields}))


def approved_plan(unit: Unit, number: str = "12/KH-ĐV", **fields: Any) -> Plan:
    """Return the unit's approved plan of this number, made at the first call."""
    found = Plan.objects.filter(unit=unit, number=number).first()
    if found is None:
        found = make_plan(unit, **fields)
        day = datetime.date(timezone.localdate().year, 1, 10)
        planning.approve(plan=found, number=number, date=day, actor=None)
        found.refresh_from_db()
    return found


def make_campaign(unit: Unit, **fields: Any) -> Campaign:
    year = timezone.localdate().year
    values = {
        "name": f"Đợt lấy phiếu {next(_numbers)}",
        "starts_on": datetime.date(year, 1, 1),
        "ends_on": datetime.date(year, 12, 31),
    }
    if "plan" not in fields:
        values["plan"] = approved_plan(unit)
    campaign = Campaign(unit=unit, **{**values, **fields})
    return rules.save_rules(row=campaign)


def make_round(unit: Unit, **fields: Any) -> Round:
    """Return a draft round of `unit` with times and place, and nothing else."""
    now = timezone.now()
    values: dict[str, Any] = {
        "title": f"Hội nghị lấy phiếu tín nhiệm {next(_numbers)}",
        "place": "Hội trường A",
        "chair_name": "Lê Chủ Trì",
        "chair_title": "Cục trưởng",
        "opens_at": now,
        "closes_at": now + datetime.timedelta(hours=4),
    }
    values.update(fields)
    values.setdefault("campaign", None)
    values["campaign"] = values["campaign"] or make_campaign(unit)
    if values.get("marking") == Round.Marking.SECRET:
        values = {"secret_item": "Mục 3", "secret_decided_by": "Lê Ký, Cục trưởng", **values}
    values["rule_set"] = values.get("rule_set") or rule_set()
    return configuring.save_round(round_=Round(unit=unit, **values))


@remembered_in_tests
def make_draft_round(
    unit: Unit | None = None,
    *,
    officials: list[Official] | None = None,
    lines: int = 3,
    voters: list[User] | int = 6,
    members: list[User] | int = 3,
    **fields: Any,
) -> Round:
    """Return a draft round that can be frozen: lines, roll, counting team, times, authority."""
    unit = unit or make_unit(authority=make_unit())
    round_ = make_round(unit, **fields)
    if officials is None:
        for _number in range(lines):
            make_official(unit)
    ballot_lines.propose_lines(round_id=round_.pk)
    people = make_users(voters) if isinstance(voters, int) else voters
    configuring.add_electors(round_id=round_.pk, electors=[(user, "") for user in people])
    team = make_users(members) if isinstance(members, int) else members
    configuring.set_committee(round_id=round_.pk, members=team)
    User.objects.filter(pk__in=[user.pk for user in (*people, *team)], unit=None).update(unit=unit)
    return round_


def announce(round_: Round) -> Round:
    """Announce a draft; a meeting whose time has come is moved by twenty days first."""
    round_ = Round.objects.get(pk=round_.pk)
    if round_.opens_at and round_.opens_at <= timezone.now():
        round_.opens_at = round_.opens_at.replace(second=0, microsecond=0) + datetime.timedelta(days=20)
        round_.closes_at = round_.opens_at + datetime.timedelta(hours=4)
        configuring.save_round(round_=round_)
    return announcing.announce_round(round_id=round_.pk, actor=None)


@remembered_in_tests
def make_frozen_round(unit: Unit | None = None, **options: Any) -> Round:
    """Return a frozen round; its box is not locked yet. Options as `make_draft_round`."""
    round_ = make_draft_round(unit, **options)
    return moves.freeze_round(round_id=round_.pk, actor=None)


def make_with_role(username: str, full_name: str, unit: Unit, role: str) -> User:
    """Return a new account with a role in the unit."""
    user = make_user(full_name, username, unit=unit)
    officials_services.grant_role(user=user, unit=unit, role=role)
    return user


def make_secretary(unit: Unit, full_name: str = "") -> User:
    """Return the account of a new secretary of the unit."""
    return make_with_role("", full_name, unit, Role.SECRETARIAT)


def only_secretary(unit: Unit) -> User:
    """Return the only secretary of the unit, made at the first call; with two, acts wait for the second."""
    return secretaries_of(unit.pk).first() or make_secretary(unit)
