"""Which accounts a secretary sees and names, and which the secretary changes.

An account belongs to the unit that made it. Roles, posts, and the rolls and teams of frozen rounds tie a
person to further units; drafts never do. A person of another unit can be named after that unit accepted
a request (`officials.models.PersonRequest`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from officials.models import PersonRequest, Post, UnitRole, User
from officials.records import present
from officials.search import matching
from officials.selectors import SUGGESTED, once_a_page, parents_of_units, units_of
from rounds import states
from rounds.models import CommitteeMember, Elector, Round
from rounds.states import Actor

Ties = tuple[tuple[QuerySet[Any], str, str], ...]


def _offices() -> Ties:
    """Return rows that tie people to units, each with the columns of person and unit."""
    return ((UnitRole.objects.in_force(), "user", "unit"), (Post.objects.all(), "official__user", "unit"))


def _present_offices() -> Ties:
    """Return the rows of `_offices` without posts that ended: they give nobody a right any more."""
    return (
        (UnitRole.objects.in_force(), "user", "unit"),
        (Post.objects.filter(present()), "official__user", "unit"),
    )


def _rounds() -> Ties:
    frozen = {"round__state__in": states.seen_by(Actor.COMMITTEE), "round__config__isnull": False}
    return (
        (Elector.objects.filter(**frozen), "user", "round__unit"),
        (CommitteeMember.objects.filter(**frozen), "user", "round__unit"),
    )


def _in(units: set[int], ties: Ties) -> Q:
    """Return the condition of being tied to one of the units."""
    found = Q(pk__in=[])
    for rows, person, unit in ties:
        found |= Q(Exists(rows.filter(**{person: OuterRef("pk"), f"{unit}__any_of": units})))
    return found


def _outside(units: set[int], ties: Ties) -> Q:
    """Return the condition of being tied to any other unit."""
    found = Q(pk__in=[])
    for rows, person, unit in ties:
        found |= Q(Exists(rows.filter(**{person: OuterRef("pk")}).exclude(**{f"{unit}__any_of": units})))
    return found


def _units_seen(user: User, units: set[int]) -> set[int]:
    """Return ids of the units and of those that hold a round in one of their campaigns."""

    def find() -> set[int]:
        organised = Round.objects.filter(campaign__unit__any_of=units).order_by()
        return units | set(organised.values_list("unit", flat=True).distinct())

    return once_a_page(user, ("seen",), find)


def _lent() -> Ties:
    """Return the rows that lend people to units."""
    return ((PersonRequest.objects.filter(state=PersonRequest.State.ACCEPTED), "account", "unit"),)


def _tied(ties: Ties, units: set[int]) -> Iterator[tuple[QuerySet[Any], str]]:
    """Yield the rows that tie people to one of the units, each with the column of the person."""
    for rows, person, unit in ties:
        yield rows.filter(**{f"{unit}__any_of": units, f"{person}__isnull": False}).order_by(), person


@dataclass(frozen=True, slots=True)
class Sight:
    """The units of a secretary, and those units with the ones that hold a round in one of their campaigns."""

    mine: set[int]
    seen: set[int]

    def people(self) -> QuerySet[Any]:
        """Return ids of the people tied or lent to the units, as one set; it may name people of the units."""
        return _one_set(rows.values(person) for rows, person in self._ties())

    def people_of_others(self, only: Collection[int] | None = None) -> QuerySet[Any]:
        """Return `people` without those of the units themselves; with `only`, these and nobody else."""
        return _one_set(
            rows.exclude(**{f"{person}__unit__any_of": self.seen})
            .filter(**({} if only is None else {f"{person}__any_of": only}))
            .values(person)
            for rows, person in self._ties()
        )

    def _ties(self) -> Iterator[tuple[QuerySet[Any], str]]:
        yield from _tied((*_offices(), *_rounds()), self.seen)
        yield from _tied(_lent(), self.mine)


def _one_set(arms: Iterable[QuerySet[Any]]) -> QuerySet[Any]:
    first, *others = arms
    return first.union(*others)


def accounts_to_list(*, user: User, only: Collection[int] | None = None) -> QuerySet[User]:
    """Return the accounts that a secretary sees, and may name in a roll, team or role.

    These are the people of the own units, of units below and of units in an own campaign, and those whom
    another unit lent on request. Superusers are seen by superusers only. `only` asks for some accounts, and
    not for the rolls of everybody.
    """
    found = _seen_by(user, lambda sight: Q(pk__in=sight.people_of_others(only)))
    return found if only is None else found.filter(pk__any_of=only)


def accounts_for_pages(*, user: User) -> QuerySet[User]:
    """Return `accounts_to_list` for a page that counts them and shows some: the rolls are read once, and now."""

    def find(sight: Sight) -> set[int]:
        # Most accounts are of other units, unless most units are the own: then the few others are looked for.
        are_most = 2 * len(sight.seen) > len(parents_of_units(user))
        people = sight.people_of_others() if are_most else sight.people()
        return set(people.values_list("pk", flat=True))

    return _seen_by(user, lambda sight: Q(pk__any_of=once_a_page(user, ("tied",), lambda: find(sight))))


def _seen_by(user: User, tied: Callable[[Sight], Q]) -> QuerySet[User]:
    """Return the accounts that a secretary sees; `tied` is the condition of being tied or lent to the units."""
    accounts = User.objects.filter(is_simulated=False)
    if user.is_superuser:
        return accounts
    mine = units_of(user, UnitRole.Role.SECRETARIAT)
    sight = Sight(mine, _units_seen(user, mine))
    here = Q(unit__any_of=sight.seen) | tied(sight)
    return accounts.filter((here & Q(is_superuser=False)) | Q(pk=user.pk))


@dataclass(frozen=True, slots=True)
class NamedAccounts:
    """Accounts that a list names and the secretary may name, and keys of accounts of others."""

    accounts: list[User]
    foreign: set[str]


def accounts_named(*, user: User, codes: set[str], logins: set[str], names: set[str]) -> NamedAccounts:
    """Return the accounts with these staff codes, user names or addresses (in small letters); two queries.

    With `names`, also the secretary's accounts whose names, written so, stand in a list without any key.
    """
    found = User.objects.annotate(lower_name=Lower("username"), lower_mail=Lower("email"))
    keyed = Q(lower_name__in=logins) | Q(lower_mail__in=logins) | Q(staff_code__in=codes)
    found = found.filter(keyed | Q(full_name__in=names)).select_related("unit", "official")
    rows = list(found)
    seen = accounts_to_list(user=user, only={one.pk for one in rows})
    mine = set(seen.values_list("pk", flat=True))
    others = [one for one in rows if one.pk not in mine]
    foreign = {
        key for one in others for key in (one.username.lower(), one.email.lower(), one.staff_code) if key
    }
    return NamedAccounts([one for one in rows if one.pk in mine], foreign)


def people_in_words(accounts: Iterable[User]) -> list[str]:
    """Return what tells people of the same name apart: the user name and the unit."""
    return [f"{one.full_name} · {one.username}" + (f" · {one.unit}" if one.unit else "") for one in accounts]


def people_like(*, user: User, text: str) -> QuerySet[User]:
    """Return at most `SUGGESTED` active accounts: each word of `text` begins a word of name or login.

    With the posts of officials, and the units of the others, which tell namesakes apart.
    """
    found = matching(accounts_to_list(user=user).filter(is_active=True), text, "search_key")
    return found.select_related("official", "unit").prefetch_related("official__posts__unit")[:SUGGESTED]


def accounts_to_change(*, user: User) -> QuerySet[User]:
    """Return the accounts that a secretary may change: of people of the own units, without office elsewhere.

    A role or post held in another unit gives rights there, so then only a superuser changes the account. An
    account without a unit, made before accounts had one, is changed by the only unit it is tied to.
    """
    accounts = User.objects.filter(is_simulated=False)
    if user.is_superuser:
        return accounts
    mine = units_of(user, UnitRole.Role.SECRETARIAT)
    tied = _in(mine, (*_offices(), *_rounds())), ~_outside(mine, _rounds())
    orphans = User.objects.filter(*tied, unit=None).values("pk")
    own = Q(unit__any_of=mine) | Q(unit=None, pk__in=orphans)
    return accounts.filter(own, ~_outside(mine, _present_offices()), is_superuser=False)


def people_in_live_rounds() -> QuerySet[User]:
    """Return the people who vote or count in a round that is frozen and not yet counted.

    During that time only a superuser may change the person's login: with a new address or password,
    someone else could vote.
    """
    live = {"user": OuterRef("pk"), "round__state__in": states.live()}
    votes, counts = Elector.objects.filter(**live), CommitteeMember.objects.filter(**live)
    return User.objects.filter(Exists(votes) | Exists(counts))


def ids_in_live_rounds() -> set[int]:
    """Return ids of `people_in_live_rounds`."""
    return set(people_in_live_rounds().values_list("pk", flat=True))


def accounts_of_own_units(*, user: User) -> QuerySet[User]:
    """Return the accounts that the secretary's units made, in the order of names; all for a superuser."""
    accounts = User.objects.filter(is_simulated=False).select_related("unit").order_by("sort_key", "pk")
    if user.is_superuser:
        return accounts
    return accounts.filter(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT), is_superuser=False)


def stands_in_live_round(*, account: User) -> bool:
    """Return whether the person is one of `people_in_live_rounds`; one query."""
    return people_in_live_rounds().filter(pk=account.pk).exists()


def rounds_naming(account: User, within: Iterable[str]) -> QuerySet[Round]:
    """Return the rounds in one of the states `within` in which the person votes or counts."""
    votes, counts = (
        table.objects.filter(round=OuterRef("pk"), user=account) for table in (Elector, CommitteeMember)
    )
    return Round.objects.filter(Exists(votes) | Exists(counts), state__in=within).order_by("pk")


def units_of_accounts(keys: Iterable[int]) -> set[int]:
    """Return ids of the units of these accounts."""
    return set(User.objects.filter(pk__in=keys, unit__isnull=False).values_list("unit_id", flat=True))


def lock_accounts(keys: Iterable[Any]) -> None:
    """Lock the rows of accounts until the transaction ends, always in the same order."""
    list(User.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
