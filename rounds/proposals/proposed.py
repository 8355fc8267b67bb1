"""What is proposed for each meeting of a batch, without what was proposed before or is there already."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from officials.members import GroupMember
from officials.models import Group, Official, Post, User
from rounds.eligibility import Exempt, Terms, exemption_under
from rounds.models import Batch, BatchItem, CommitteeMember, Elector, Exemption, Line, Proposal
from rounds.proposals.facts import Held, UnitFacts, facts_of
from rounds.proposals.meetings import AskedMeeting, meetings_of
from rounds.proposals.summoned import people_of, voted_on
from rounds.proposals.teams import team_of
from rounds.ranks import rank_of

CAPACITY = 250  # characters of a capacity on the roll


@dataclass(slots=True)
class ProposedVoter:
    """A person proposed for the roll, with the capacity that it prints."""

    user: User
    capacity: str


@dataclass(slots=True)
class PresentPeople:
    """Ids of the people who are in a round already."""

    officials: set[int] = field(default_factory=set)
    exempt: set[int] = field(default_factory=set)
    voters: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Proposed:
    """What is new for one item. `reason` says why nothing can be written."""

    item: BatchItem
    known: Proposal | None = None
    present: PresentPeople = field(default_factory=PresentPeople)
    voted_on: tuple[str, ...] = ()
    lines: list[tuple[Official, list[Post]]] = field(default_factory=list)
    exempt: list[tuple[Official, Exempt]] = field(default_factory=list)
    voters: list[ProposedVoter] = field(default_factory=list)
    members: list[User] = field(default_factory=list)
    without_account: list[str] = field(default_factory=list)
    chair: tuple[str, str] = ("", "")
    reason: str = ""

    @property
    def is_new(self) -> bool:
        """Whether a round is made; otherwise what is new is added to the one that is there."""
        return self.item.round_id is None

    @property
    def has_people(self) -> bool:
        return bool(self.lines or self.exempt or self.voters or self.members)

    @property
    def numbers(self) -> dict[str, int]:
        """How many of each are new."""
        return {
            "lines": len(self.lines),
            "exempt": len(self.exempt),
            "voters": len(self.voters),
            "members": len(self.members),
            "without_account": len(self.without_account),
        }


def proposed_for(batch: Batch, items: Iterable[BatchItem]) -> list[Proposed]:
    """Return what is new for each of these items, in order; what one takes counts for the next.

    At most fourteen queries.
    """
    chosen = list(items)
    units = {item.unit_id for item in chosen}
    facts = facts_of(batch.campaign, units)
    asked = {
        (unit, one.name): one for unit, rows in meetings_of(batch.campaign, units).items() for one in rows
    }
    known = {
        (row.unit_id, row.meeting): row
        for row in Proposal.objects.filter(campaign=batch.campaign_id, unit__any_of=units)
    }
    present = _present({item.round_id for item in chosen if item.round_id})
    groups, found = list(Group.objects.all()), []
    with translation.override(settings.LANGUAGE_CODE):  # printed in the minutes
        for item in chosen:
            key = (item.unit_id, item.meeting)
            one = Proposed(item, known.get(key), present.get(item.round_id) or PresentPeople())
            if meeting := asked.get(key):
                _fill(one, batch, meeting, facts, groups)
                facts.add(item.unit_id, [official.pk for official, _posts in one.lines])
            else:
                one.reason = _("The plan no longer asks for this meeting.")
            found.append(one)
    return found


def _present(rounds: Collection[Any]) -> dict[Any, PresentPeople]:
    found: dict[Any, PresentPeople] = {pk: PresentPeople() for pk in rounds}
    tables = (
        (Line, "official_id", "officials"),
        (Exemption, "official_id", "exempt"),
        (Elector, "user_id", "voters"),
        (CommitteeMember, "user_id", "members"),
    )
    for table, column, name in tables:
        for round_id, pk in table.objects.filter(round__in=rounds).values_list("round_id", column):
            getattr(found[round_id], name).add(pk)
    return found


def _fill(one: Proposed, batch: Batch, meeting: AskedMeeting, facts: UnitFacts, groups: list[Group]) -> None:
    item, present, one.voted_on = one.item, one.present, meeting.voted_on
    known = Proposal() if one.is_new or one.known is None else one.known
    day = timezone.localdate(item.opens_at) if item.opens_at else (meeting.day or timezone.localdate())
    summoned = people_of(meeting.summoned, item.unit_id, day, facts, groups)
    held = voted_on(meeting.voted_on, item.unit_id, day, facts)
    _propose_lines(
        one, batch, facts, held, day, skipped=present.officials | {*known.officials, *item.without_officials}
    )
    one.exempt = [(official, why) for official, why in one.exempt if official.pk not in present.exempt]
    ever = present.voters | {*known.voters, *item.without_voters}
    one.voters = [voter for voter in _voters(summoned) if voter.user.pk not in ever]
    one.without_account = [person.name for person in summoned if person.account is None]
    if one.is_new:
        one.chair = _chair(facts.held_at(item.unit_id, day))
    if not present.members and not known.members:
        judged = [official for official, _posts in one.lines]
        one.members = team_of([voter.user for voter in one.voters], judged, item.without_members)


def _propose_lines(
    one: Proposed, batch: Batch, facts: UnitFacts, held: Held, day: datetime.date, skipped: set[int]
) -> None:
    item, elsewhere = one.item, facts.elsewhere(one.item.unit_id, day)
    terms = Terms(batch.rule_set, day, item.unit_id)
    at_another_time = facts.here.get(item.unit_id, set())
    for official, posts in sorted(held.items(), key=lambda row: rank_of(row[1])):  # inside a rank by name
        if official.pk in skipped or official.pk in at_another_time:
            continue
        if found := exemption_under(terms, official.pk, posts, elsewhere):
            one.exempt.append((official, found))
        else:
            one.lines.append((official, posts))


def _voters(summoned: Iterable[GroupMember]) -> Iterator[ProposedVoter]:
    """Yield each account once, with everything in which the person is summoned."""
    seen: set[int] = set()
    for person in summoned:
        if person.account and person.account.is_active and person.account.pk not in seen:
            seen.add(person.account.pk)
            yield ProposedVoter(person.account, person.capacity[:CAPACITY])


def _chair(held: Held) -> tuple[str, str]:
    """Return name and post of the head of the unit, who usually chairs; two empty texts if there is none."""
    ranked = sorted(held.items(), key=lambda row: rank_of(row[1]))
    if not ranked:
        return "", ""
    official, posts = ranked[0]
    first = min(posts, key=lambda post: rank_of([post]))
    return official.full_name, first.title
