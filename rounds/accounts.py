"""Which accounts a secretary sees and names, and which the secretary changes.

An account belongs to the unit that made it. Roles, posts, and the rolls and teams of frozen rounds tie a
person to further units; drafts never do. A person of another unit can be named after that unit accepted
a request (`officials.models.PersonRequest`).
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from officials.models import PersonRequest, Post, Unit, UnitRole, User
from officials.search import matching
from officials.selectors import SUGGESTED, units_of
from rounds import states
from rounds.models import CommitteeMember, Elector, Round
from rounds.states import Actor

Ties = tuple[
    tuple[QuerySet[UnitRole] | QuerySet[Post] | QuerySet[Elector] | QuerySet[CommitteeMember], str], ...
]
Units = set[int] | QuerySet[Unit, Any]


def _offices() -> Ties:
    return (
        (UnitRole.objects.filter(user=OuterRef("pk")), "unit"),
        (Post.objects.filter(official__user=OuterRef("pk")), "unit"),
    )


def _rounds() -> Ties:
    frozen = {"round__state__in": states.seen_by(Actor.VOTER), "round__config__isnull": False}
    return (
        (Elector.objects.filter(user=OuterRef("pk"), **frozen), "round__unit"),
        (CommitteeMember.objects.filter(user=OuterRef("pk"), **frozen), "round__unit"),
    )


def _in(units: Units, ties: Ties) -> Q:
    """Return the condition of being tied to one of the units."""
    found = Q(pk__in=[])
    for rows, unit in ties:
        found |= Q(Exists(rows.filter(**{f"{unit}__in": units})))
    return found


def _outside(units: set[int], ties: Ties) -> Q:
    """Return the condition of being tied to any other unit."""
    found = Q(pk__in=[])
    for rows, unit in ties:
        found |= Q(Exists(rows.exclude(**{f"{unit}__in": units})))
    return found


def _units_seen(units: set[int]) -> QuerySet[Unit, Any]:
    """Return ids of the units and of those that hold a round in one of their campaigns, as a subquery."""
    organised = Round.objects.filter(campaign__unit__in=units)
    return Unit.objects.filter(Q(pk__in=units) | Q(pk__in=organised.values("unit"))).values("pk")


def accounts_to_list(*, user: User) -> QuerySet[User]:
    """Return the accounts that a secretary sees, and may name in a roll, team or role.

    These are the people of the own units, of units below and of units in an own campaign, and those whom
    another unit lent on request. Superusers are seen by superusers only.
    """
    accounts = User.objects.all()
    if user.is_superuser:
        return accounts
    mine = units_of(user, UnitRole.Role.SECRETARIAT)
    seen = _units_seen(mine)
    lent = PersonRequest.objects.filter(
        account=OuterRef("pk"), unit__in=mine, state=PersonRequest.State.ACCEPTED
    )
    here = Q(unit__in=seen) | _in(seen, (*_offices(), *_rounds())) | Q(Exists(lent))
    return accounts.filter((here & Q(is_superuser=False)) | Q(pk=user.pk))


def people_like(*, user: User, text: str) -> QuerySet[User]:
    """Return at most `SUGGESTED` active accounts: each word of `text` begins a word of name or login.

    With the posts of officials, and the units of the others, which tell namesakes apart.
    """
    found = matching(accounts_to_list(user=user).filter(is_active=True), text, "search_key")
    return found.select_related("official", "unit").prefetch_related("official__posts__unit")[:SUGGESTED]


def accounts_to_change(*, user: User) -> QuerySet[User]:
    """Return the accounts that a secretary may change: of people of the own units, without office elsewhere.

    A role or post in another unit gives rights there, so then only a superuser changes the account. An
    account without a unit, made before accounts had one, is changed by the only unit it is tied to.
    """
    accounts = User.objects.all()
    if user.is_superuser:
        return accounts
    mine = units_of(user, UnitRole.Role.SECRETARIAT)
    every = (*_offices(), *_rounds())
    orphan = Q(unit=None) & _in(mine, every) & ~_outside(mine, _rounds())
    return accounts.filter(Q(unit__in=mine) | orphan, ~_outside(mine, _offices()), is_superuser=False)


def people_in_live_rounds() -> QuerySet[User]:
    """Return the people who vote or count in a round that is frozen and not yet counted.

    During that time only a superuser may change the person's login: with a new address or password,
    someone else could vote.
    """
    live = {"user": OuterRef("pk"), "round__state__in": states.live()}
    votes, counts = Elector.objects.filter(**live), CommitteeMember.objects.filter(**live)
    return User.objects.filter(Exists(votes) | Exists(counts))


def stands_in_live_round(*, account: User) -> bool:
    """Return whether the person is one of `people_in_live_rounds`; one query."""
    return people_in_live_rounds().filter(pk=account.pk).exists()
