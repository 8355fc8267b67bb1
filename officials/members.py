"""People of groups at a unit on a day, from posts and memberships: what a roll is proposed from."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from officials.models import Group, Membership, Official, Post, Unit, User
from officials.selectors import SECRETARIAT, keeps_rules, parents_of_units, units_above, units_of
from officials.titles import is_head, rank_of_post

Kind = Group.Kind


@dataclass(slots=True)
class GroupMember:
    """A person in one or more groups: an account, an official, or an official with the own account."""

    account: User | None
    official: Official | None
    group: Group  # the first of the groups
    rank: int
    capacities: list[str] = field(default_factory=list)

    @property
    def capacity(self) -> str:
        """The posts, as a roll prints them."""
        return ", ".join(dict.fromkeys(self.capacities))

    @property
    def name(self) -> str:
        return str(self.official or self.account)


def held_on(day: datetime.date, prefix: str = "") -> Q:
    """Return the condition that a post is held on a day; without a date of beginning it counts as begun."""
    ended = Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gte": day})
    appointed, elected = f"{prefix}appointed_on", f"{prefix}elected_on"
    begun = Q(**{f"{appointed}__lte": day}) | Q(**{f"{elected}__lte": day})
    return ended & (begun | Q(**{appointed: None, elected: None}))


def groups_at(unit: Unit) -> QuerySet[Group]:
    """Return the groups that are used at a unit: those for all units, its own, and those of the units above."""
    own = {unit.pk} | units_above({unit.pk})
    return Group.objects.filter(Q(unit=None) | Q(unit__in=own))


def members(*, groups: Iterable[Group], unit: Unit, day: datetime.date) -> list[GroupMember]:
    """Return the people of the groups at a unit on a day, each once, in the order of groups, ranks and names.

    An official without an account has `account` None. At most four queries.
    """
    chosen = list(groups)
    posts = Post.objects.filter(held_on(day), official__merged_into=None)
    posts = posts.select_related("official__user", "unit")
    here = posts.filter(unit=unit, group__in=chosen).order_by("pk")
    below = posts.filter(unit__parent=unit, group__kind=Kind.LEADERSHIP) if _heads_of_units(chosen) else ()
    return assembled(groups=chosen, here=here, below=below, rows=_memberships(chosen, unit, day))


def assembled(
    *, groups: Iterable[Group], here: Iterable[Post], below: Iterable[Post], rows: Iterable[Membership]
) -> list[GroupMember]:
    """Return what `members` returns, from rows that were read: posts that are held, and memberships in these groups.

    `here` are posts at the unit, `below` those in the leadership of the units directly below it.
    """
    chosen = sorted(groups, key=lambda group: (group.rank, group.pk))
    places = {group.pk: place for place, group in enumerate(chosen)}
    found: dict[tuple[str, int], GroupMember] = {}
    for group, post, capacity in _posts(chosen, here, below):
        _add(found, group, post.official.user, post.official, rank_of_post(post), capacity)
    for row in rows:
        official = row.official or getattr(row.account, "official", None)
        account = row.account or (official.user if official else None)
        _add(found, row.group, account, official, 999, row.capacity)
    people = sorted(found.values(), key=lambda one: (places[one.group.pk], one.rank, _sort_key(one)))
    for one in people:
        one.capacities = one.capacities or [one.group.name]
    return people


def _add(
    found: dict[tuple[str, int], GroupMember],
    group: Group,
    account: User | None,
    official: Official | None,
    rank: int,
    capacity: str,
) -> None:
    person = ("official", official.pk) if official else ("account", account.pk if account else 0)
    known = found.get(person)
    if known is None:
        known = found[person] = GroupMember(account, official, group, rank)
    elif (group.rank, group.pk) < (known.group.rank, known.group.pk):
        known.group, known.rank = group, rank
    if capacity:
        known.capacities.append(capacity)


def _sort_key(one: GroupMember) -> str:
    return str((one.official or one.account).sort_key)  # type: ignore[union-attr]


def _posts(groups: list[Group], here: Iterable[Post], below: Iterable[Post]) -> list[tuple[Group, Post, str]]:
    """Return the posts by which people are in the groups, each with its group and what the roll prints."""
    by_pk = {group.pk: group for group in groups}
    found = [(by_pk[post.group_id], post, post.title) for post in here if post.group_id in by_pk]
    if above := _heads_of_units(groups):
        found += [(above[0], post, str(post)) for post in heads_among(below)]
    return found


def _heads_of_units(groups: Iterable[Group]) -> list[Group]:
    return [group for group in groups if group.kind == Kind.HEADS_OF_UNITS]


def heads_among(posts: Iterable[Post]) -> list[Post]:
    """Return the posts that head their units: of the smallest rank, and not a deputy's unless in charge."""
    by_unit: dict[int, list[Post]] = {}
    for post in posts:
        if is_head(post.title):
            by_unit.setdefault(post.unit_id, []).append(post)
    heads = []
    for held in by_unit.values():
        first = min(map(rank_of_post, held))
        heads += [post for post in held if rank_of_post(post) == first]
    return heads


def _memberships(groups: list[Group], unit: Unit, day: datetime.date) -> QuerySet[Membership]:
    begun = Q(starts_on=None) | Q(starts_on__lte=day)
    rows = Membership.objects.filter(
        begun, Q(ends_on=None) | Q(ends_on__gte=day), unit=unit, group__in=groups
    )
    rows = rows.filter(Q(official=None) | Q(official__merged_into=None))
    return rows.select_related("group", "official__user", "account__official").order_by("pk")


def groups_for_secretary(*, user: User) -> QuerySet[Group]:
    """Return the groups that a secretary sees: those for all units, of the own units, and of the units above."""
    groups = Group.objects.select_related("unit")
    if user.is_superuser:
        return groups
    mine = units_of(user, SECRETARIAT)
    return groups.filter(Q(unit=None) | Q(unit__any_of=mine | units_above(mine, parents_of_units(user))))


def groups_to_change(*, user: User) -> QuerySet[Group]:
    """Return the groups that a secretary may change: of the own units, and those for all units as rule sets are."""
    groups = Group.objects.all()
    if user.is_superuser:
        return groups
    shared = Q(unit=None) if keeps_rules(user) else Q(pk__in=[])
    return groups.filter(Q(unit__any_of=units_of(user, SECRETARIAT)) | shared)


def memberships_for_secretary(*, user: User) -> QuerySet[Membership]:
    """Return the memberships at the secretary's units."""
    rows = Membership.objects.select_related("group", "unit", "official", "account")
    return rows if user.is_superuser else rows.filter(unit__any_of=units_of(user, SECRETARIAT))
