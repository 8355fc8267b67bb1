"""UnitFacts about many units at once, from which their meetings are proposed; a fixed number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from officials.members import GroupMember, assembled
from officials.models import Group, Membership, Official, Post, Unit
from rounds import states
from rounds.eligibility import PERSON, FactsElsewhere, Noticed, held_on, notices_of, settled_places
from rounds.models import Campaign, Line

Held = dict[Official, list[Post]]


@dataclass(slots=True)
class UnitFacts:
    """What is known of the officials of some units, and of the votes on them in the same period."""

    posts: dict[int, list[Post]]  # by unit, in the order of names
    below: dict[int, set[int]]  # unit → its subordinate units
    above: dict[int, list[int]]  # unit → its superiors, the nearest first
    members: dict[int, list[Membership]]  # by unit
    notices: dict[int, list[Noticed]]  # official → notices of leave with their documents, the first last
    settled: dict[int, dict[int, str]]  # official → places that the authority settled
    places: dict[int, set[int]] = field(
        default_factory=lambda: defaultdict(set)
    )  # official → units that vote
    here: dict[int, set[int]] = field(
        default_factory=lambda: defaultdict(set)
    )  # unit → officials of this campaign

    def held_at(self, unit: int, day: datetime.date) -> Held:
        """Return the posts held at a unit on a day, by official."""
        held: Held = {}
        for post in self.posts.get(unit, []):
            if held_on(post, day):
                held.setdefault(post.official, []).append(post)
        return held

    def elsewhere(self, unit: int, day: datetime.date) -> FactsElsewhere:
        """Return the same facts for one meeting, as `rounds.eligibility` reads them."""
        places = {pk: len(units - {unit}) for pk, units in self.places.items()}
        notices = {pk: notice for pk, rows in self.notices.items() for notice in rows if notice.day <= day}
        return FactsElsewhere(places, notices, self.settled)

    def summoned(self, groups: list[Group], unit: int, day: datetime.date) -> list[GroupMember]:
        """Return the people of the groups at a unit on a day, as `officials.members.members` does."""
        ids = {group.pk for group in groups}
        rows = [row for row in self.members.get(unit, []) if row.group_id in ids and _lasts(row, day)]
        here = (post for post in self.posts.get(unit, []) if held_on(post, day))
        return assembled(groups=groups, here=here, below=self.leading_below(unit, day), rows=rows)

    def leading_below(self, unit: int, day: datetime.date) -> list[Post]:
        """Return the posts in the leadership of the units directly below a unit."""
        posts = (post for part in sorted(self.below.get(unit, ())) for post in self.posts.get(part, []))
        return [post for post in posts if _is_leading(post) and held_on(post, day)]

    def add(self, unit: int, officials: Collection[int]) -> None:
        """Count the lines of a round that is being made."""
        for pk in officials:
            self.places[pk].add(unit)
        self.here[unit] |= set(officials)


def _lasts(row: Membership, day: datetime.date) -> bool:
    begun = row.starts_on is None or row.starts_on <= day
    return begun and (row.ends_on is None or row.ends_on >= day)


def _is_leading(post: Post) -> bool:
    return post.group is not None and post.group.kind == Group.Kind.LEADERSHIP


def facts_of(campaign: Campaign, units: Collection[int]) -> UnitFacts:
    """Return the facts about these units; six queries."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    below: dict[int, set[int]] = defaultdict(set)
    for pk, parent in parents.items():
        if parent in units:
            below[parent].add(pk)
    posts = _posts(set(units).union(*below.values()))
    people = {post.official_id for rows in posts.values() for post in rows}
    found = UnitFacts(
        posts=posts,
        below=below,
        above={unit: _superiors(unit, parents) for unit in units},
        members=_members(units),
        notices=_notices(people),
        settled=settled_places(campaign.starts_on, campaign.ends_on),
    )
    _count_lines(found, campaign, people)
    return found


def _posts(units: set[int]) -> dict[int, list[Post]]:
    rows = Post.objects.filter(unit__any_of=units, official__merged_into=None)
    found: dict[int, list[Post]] = defaultdict(list)
    for post in rows.select_related("official__user", "unit", "group").order_by(
        "official__sort_key", "official_id", "pk"
    ):
        found[post.unit_id].append(post)
    return found


def _members(units: Collection[int]) -> dict[int, list[Membership]]:
    rows = Membership.objects.filter(unit__any_of=set(units))
    rows = rows.filter(Q(official=None) | Q(official__merged_into=None))
    found: dict[int, list[Membership]] = defaultdict(list)
    for row in rows.select_related("group", "official__user", "account__official").order_by("pk"):
        found[row.unit_id].append(row)
    return found


def _superiors(unit: int, parents: Mapping[int, int | None]) -> list[int]:
    found: list[int] = []
    parent = parents.get(unit)
    while parent is not None and parent not in found:
        found.append(parent)
        parent = parents.get(parent)
    return found


def _notices(people: set[int]) -> dict[int, list[Noticed]]:
    rows = Post.objects.filter(official__any_of=people)
    found: dict[int, list[Noticed]] = defaultdict(list)
    for official, notice in notices_of(rows):
        found[official].append(notice)
    return found


def _count_lines(found: UnitFacts, campaign: Campaign, people: set[int]) -> None:
    """Add the lines of campaigns that overlap; those of cancelled rounds and of rehearsals do not count."""
    period = Q(
        round__campaign__starts_on__lte=campaign.ends_on, round__campaign__ends_on__gte=campaign.starts_on
    )
    lines = Line.objects.filter(period, round__is_rehearsal=False).annotate(person=PERSON)
    lines = lines.exclude(round__state__in=states.void())
    rows = lines.filter(person__any_of=people).order_by()
    for official, unit, of in rows.values_list("person", "round__unit_id", "round__campaign_id"):
        found.places[official].add(unit)
        if of == campaign.pk:
            found.here[unit].add(official)
