"""A ministry's data for benchmarks and growth tests: units, people, officials, rounds in every state.

Made with a few bulk statements past the services, but through every constraint and trigger.
"""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from benchmarks import invented, meetings, planner, states
from benchmarks.meetings import AT_ONCE
from officials.models import Dossier, Group, Membership, Official, Post, Unit, UnitRole, User
from officials.names import name_sort_key
from rounds.models import Campaign, Plan, Round, RuleSet
from rounds.services import planning

Role = UnitRole.Role
# The place of the first published round, and of its unit and one of its officials.
FIRST_PUBLISHED = meetings.ENDS.index(Round.State.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Numbers of rows; `roll` is the number of voters of each round, `lines` those on each ballot."""

    units: int
    accounts: int
    officials: int
    rounds: int
    roll: int
    lines: int = 3


FULL = Scale(units=200, accounts=5000, officials=1500, rounds=2000, roll=110)


# The people that open the pages. All but the last two have a duty in every round.
PEOPLE = {
    "keeper": "superuser",
    "secretary": "secretary of the ministry, and so of all units",
    "voter": "on every roll",
    "member": "heads every counting team",
    "leader": "leads the ministry",
    "clerk": "secretary of one department",
    "official": "voted on in one department, which has published it",
}


@dataclass(slots=True)
class Ministry:
    """What was made; `accounts` are the ids of the people on the rolls."""

    people: dict[str, User]
    units: list[Unit]
    campaigns: list[Campaign]
    plan: Plan  # of next year, being prepared
    accounts: list[int] = field(default_factory=list)
    officials: list[meetings.Judged] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)


@transaction.atomic
def build(scale: Scale, fill: states.Fill = states.leave_empty) -> Ministry:
    """Return a new ministry of this size; `fill` may put ballots into the boxes, see `benchmarks.boxes`."""
    ministry = _begin()
    grow(ministry, scale, fill)
    return ministry


@transaction.atomic
def grow(ministry: Ministry, scale: Scale, fill: states.Fill = states.leave_empty) -> None:
    """Add as many rows as `scale` names; rounds are those of new and old units in turn."""
    with connection.cursor() as cursor:
        # What the planner knows of these tables is from before they grew.
        cursor.execute("SET LOCAL enable_seqscan = off")
    _add_units(ministry, scale.units)
    _add_accounts(ministry, scale.accounts)
    _add_officials(ministry, scale.officials, ministry.units[-scale.units :] or ministry.units[1:])
    _add_rounds(ministry, scale, fill)


def _begin() -> Ministry:
    """Make the topmost unit with its people, and the campaigns of ten years."""
    top = Unit.objects.create(name="Bộ Làng nghề", place="Hà Nội", document_code="BLN")
    Unit.objects.filter(pk=top.pk).update(authority=top)
    people = dict(zip(PEOPLE, _accounts(1, [f"bln-{name}" for name in PEOPLE], [top]), strict=True))
    User.objects.filter(pk=people["keeper"].pk).update(is_superuser=True, is_staff=True)
    _give(top, people["secretary"], Role.SECRETARIAT)
    _give(top, people["leader"], Role.LEADERSHIP)
    year = timezone.localdate().year
    campaigns = Campaign.objects.bulk_create(_campaign(top, year - back) for back in range(10))
    plan = planning.save_plan(plan=_plan_in_preparation(top, year + 1))
    found = {name: User.objects.get(pk=user.pk) for name, user in people.items()}
    return Ministry(found, [top], campaigns, plan)


def _give(unit: Unit, user: User, role: str) -> None:
    UnitRole.objects.create(user=user, unit=unit, role=role)
    if role == Role.SECRETARIAT:
        User.objects.filter(pk=user.pk).update(is_staff=True)


def _campaign(unit: Unit, year: int) -> Campaign:
    return Campaign(
        name=f"Đợt lấy phiếu tín nhiệm năm {year}",
        unit=unit,
        plan=_plan(unit, year),
        starts_on=datetime.date(year, 1, 1),
        ends_on=datetime.date(year, 12, 31),
    )


def _plan_in_preparation(unit: Unit, year: int) -> Plan:
    days = {"starts_on": datetime.date(year, 1, 1), "ends_on": datetime.date(year, 12, 31)}
    return Plan(unit=unit, rule_set=RuleSet.objects.get(code="96-qd-tw"), **days)


def _plan(unit: Unit, year: int) -> Plan:
    plan = planning.save_plan(plan=_plan_in_preparation(unit, year))
    planning.approve(plan=plan, number=f"{year % 100}/KH-BLN", date=datetime.date(year, 1, 5), actor=None)
    return plan


def _add_units(ministry: Ministry, number: int) -> None:
    """Add departments below the ministry, then parts of them; the clerk keeps the first department."""
    top, made = ministry.units[0], len(ministry.units) - 1
    for place in range(made, made + number):
        above = top if place < len(invented.UNITS) else ministry.units[1 + place % len(invented.UNITS)]
        unit = Unit(name=invented.unit_name(place), place="Hà Nội", parent=above, authority=top)
        unit.document_code = f"ĐV{place + 1}"
        unit.save()
        ministry.units.append(unit)
    if not made:
        _give(ministry.units[1], ministry.people["clerk"], Role.SECRETARIAT)
    # Each unit has one secretary of its own, the person of that number.
    new = ministry.units[1 + made :]
    keepers = _accounts(2, [f"thu-ky-{made + place}" for place in range(len(new))], new)
    UnitRole.objects.bulk_create(
        UnitRole(user=user, unit=unit, role=Role.SECRETARIAT) for user, unit in zip(keepers, new, strict=True)
    )


def _add_accounts(ministry: Ministry, number: int) -> None:
    begun = len(ministry.accounts)
    logins = [f"can-bo-{place}" for place in range(begun, begun + number)]
    made = _accounts(3 + begun, logins, ministry.units)
    ministry.accounts += [user.pk for user in made]


def _accounts(seed: int, logins: Sequence[str], units: Sequence[Unit]) -> list[User]:
    """Create accounts that log in with codes by mail, spread over the units."""
    unusable = make_password(None)
    rows = [
        User(
            username=login,
            full_name=name,
            sort_key=name_sort_key(name),
            email=f"{login}@langnghe.example",
            staff_code=login.upper(),
            unit=units[place % len(units)],
            password=unusable,
        )
        for place, (login, name) in enumerate(zip(logins, invented.people(seed), strict=False))
    ]
    return User.objects.bulk_create(rows, batch_size=AT_ONCE)


def _add_officials(ministry: Ministry, number: int, units: Sequence[Unit]) -> None:
    """Add officials of these units, each with a post at work, one in the Party, and a dossier."""
    begun = len(ministry.officials)
    names = itertools.islice(invented.people(4 + begun), number)
    rows = [Official(full_name=name, sort_key=name_sort_key(name)) for name in names]
    if rows and not begun:
        _give_account(rows[0], _first_suggested(ministry.accounts))
    if number > FIRST_PUBLISHED and not begun:
        _give_account(rows[FIRST_PUBLISHED], ministry.people["official"])
    officials = Official.objects.bulk_create(rows, batch_size=AT_ONCE)
    places = [units[n % len(units)] for n in range(number)]
    work = _posts(officials, places, invented.WORK_POSTS, Post.Kind.WORK)
    party = _posts(officials, places, invented.PARTY_POSTS, Post.Kind.PARTY)
    _add_members(officials, places)
    filed = timezone.localdate() - datetime.timedelta(days=40)
    title = f"Hồ sơ năm {filed.year}"
    dossiers = Dossier.objects.bulk_create(
        Dossier(official=one, title=title, filed_on=filed) for one in officials
    )
    ministry.officials += [
        meetings.Judged(*rows) for rows in zip(officials, places, work, party, dossiers, strict=True)
    ]


def _first_suggested(accounts: Sequence[int]) -> User:
    """Return the first account, if possible one that the search of `visits` finds in a ministry of any size."""
    found = User.objects.filter(pk__in=accounts).order_by("pk")
    return found.filter(full_name__startswith="Nguyễn Thị").first() or found[0]


def _give_account(official: Official, account: User) -> None:
    official.user, official.full_name, official.sort_key = account, account.full_name, account.sort_key


def _add_members(officials: list[Official], units: Sequence[Unit]) -> None:
    """Put every fourth official into the Party committee of the unit."""
    kind = {"kind": Group.Kind.PARTY_COMMITTEE}
    group, _created = Group.objects.get_or_create(unit=None, name="Cấp ủy", defaults=kind)
    Membership.objects.bulk_create(
        (
            Membership(group=group, unit=unit, official=one)
            for one, unit in zip(officials[::4], units[::4], strict=True)
        ),
        batch_size=AT_ONCE,
    )


def _posts(officials: list[Official], units: list[Unit], titles: Sequence[str], kind: str) -> list[Post]:
    since = datetime.date(timezone.localdate().year - 3, 3, 1)
    return Post.objects.bulk_create(
        (
            Post(official=one, unit=unit, title=titles[n % len(titles)], kind=kind, appointed_on=since)
            for n, (one, unit) in enumerate(zip(officials, units, strict=True))
        ),
        batch_size=AT_ONCE,
    )


def _add_rounds(ministry: Ministry, scale: Scale, fill: states.Fill) -> None:
    """Add rounds in all states."""
    plans = meetings.add_rounds(ministry, scale)
    if plans:
        planner.count_rows()
        states.walk(ministry, plans, scale.roll + 1, fill)
        planner.count_rows()
    ministry.rounds += Round.objects.filter(pk__in=[plan.round.pk for plan in plans]).order_by("opens_at")
