"""Officials on the ballot: exemptions and "at most two places", from the posts (docs/domain.md §§2.2, 2.3).

An official is exempt if a notice of leave pending retirement was entered at any unit on or before
the day of the meeting, or if every post printed on the line was taken up in the year of the vote.
An official with an older post at the same meeting is not exempt through a new one: the vote is about the older post.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from officials.models import Official, Post
from rounds import states
from rounds.models import Exemption, Line, PlaceDecision, Proposal, Round, RuleSet
from rounds.read_once import lines_of, once

Reason = Exemption.Reason
# Frozen lines keep the record they were frozen with; the person is the record that was kept.
PERSON = Coalesce("official__merged_into", "official")


class Scan(NamedTuple):
    """The file of a document: its name and SHA-256, both "" if there is none."""

    file: str
    sha256: str


NO_SCAN = Scan("", "")


class Noticed(NamedTuple):
    """A notice of leave pending retirement: its day, its document, and the file of that."""

    day: datetime.date
    evidence: str
    scan: Scan


@dataclass(frozen=True)
class Exempt:
    """The reason why an official is not on the ballot; `detail` is the fact that is printed.

    `evidence` is the document on which it rests, as entered with the post, `scan` its file.
    """

    reason: str
    detail: str
    evidence: str = ""
    scan: Scan = NO_SCAN

    @property
    def label(self) -> Promise:
        """The reason in words."""
        return Reason(self.reason).label


@dataclass(frozen=True)
class Terms:
    """The rules, the day and the unit under which it is asked whether an official is exempt."""

    rules: RuleSet
    day: datetime.date
    unit_id: int


@dataclass(frozen=True)
class FactsElsewhere:
    """Facts from other units and rounds: official id → other places, first notice, places that were settled.

    Settled places are unit id → name.
    """

    places: dict[int, int]
    notices: dict[int, Noticed]
    settled: dict[int, dict[int, str]]


def facts_elsewhere(round_: Round) -> FactsElsewhere:
    """Return what other units and rounds hold about officials; three queries."""
    return once(
        round_,
        "facts elsewhere",
        lambda: FactsElsewhere(
            places_elsewhere(round_), notices_by(meeting_day(round_)), settled_in_period(round_)
        ),
    )


def settled_in_period(round_: Round) -> dict[int, dict[int, str]]:
    """Return the settled places in the period of the round's campaign, as `settled_places`."""
    campaign = round_.campaign
    return once(round_, "settled places", lambda: settled_places(campaign.starts_on, campaign.ends_on))


def notices_by(day: datetime.date) -> dict[int, Noticed]:
    """Return official id → the first notice of leave pending retirement until a day, with its document; one query."""
    return dict(notices_of(Post.objects.filter(retirement_notice_on__lte=day)))


def notices_of(posts: QuerySet[Post]) -> Iterator[tuple[int, Noticed]]:
    """Yield (official id, notice) for the posts with one, the first notice last; one query.

    Each has the document of the same post, where it is entered.
    """
    rows = posts.filter(retirement_notice_on__isnull=False).order_by("-retirement_notice_on", "evidence")
    for official, day, evidence, *scan in rows.values_list(
        "official_id", "retirement_notice_on", "evidence", "file", "sha256"
    ):
        if day:
            yield official, Noticed(day, evidence, Scan(*scan))


def settled_places(starts_on: datetime.date, ends_on: datetime.date) -> dict[int, dict[int, str]]:
    """Return official id → the units that vote on the official in this period, where that was settled; one query."""
    decisions = PlaceDecision.objects.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    rows = decisions.order_by("decided_at", "pk", "units__name").values_list(
        "pk", "official_id", "units", "units__name"
    )
    found: dict[int, tuple[int, dict[int, str]]] = {}
    for decision, official, unit, name in rows:  # the latest decision last
        if found.get(official, (None,))[0] != decision:
            found[official] = (decision, {})
        found[official][1][unit] = name
    return {official: units for official, (_decision, units) in found.items()}


def meeting_day(round_: Round) -> datetime.date:
    """Return the day of the meeting in local time; today while no time is set."""
    return timezone.localdate(round_.opens_at) if round_.opens_at else timezone.localdate()


def current_posts(round_: Round) -> dict[Official, list[Post]]:
    """Return the posts held at the round's unit on the day of the meeting, by official; two queries.

    Where the plan names the groups that are voted on, officials without a post in one of them are left out.
    """
    return once(round_, "current posts", lambda: _current_posts(round_))


def _current_posts(round_: Round) -> dict[Official, list[Post]]:
    day = meeting_day(round_)
    posts = Post.objects.filter(unit_id=round_.unit_id).annotate(kinds=_kinds_voted_on(round_))
    posts = posts.select_related("official", "managed_by", "unit__authority", "group")
    here = [post for post in posts.order_by("official__sort_key", "official_id", "pk") if held_on(post, day)]
    held: dict[Official, list[Post]] = {}
    for post in here:
        held.setdefault(post.official, []).append(post)
    kinds = here[0].kinds if here else None
    return {official: posts for official, posts in held.items() if not kinds or is_voted_on(posts, kinds)}


def _kinds_voted_on(round_: Round) -> Subquery:
    """Return the kinds of groups that the plan votes on in a round that was made from it, as a column."""
    return Subquery(Proposal.objects.filter(round=round_.pk).order_by("pk").values("voted_on")[:1])


def is_voted_on(posts: Iterable[Post], kinds: Collection[str]) -> bool:
    """Return whether one of the posts of an official belongs to a group of these kinds."""
    return any(post.group is not None and post.group.kind in kinds for post in posts)


def held_on(post: Post, day: datetime.date) -> bool:
    """Return whether the post was held on `day`; without a start date it counts as begun."""
    begun = [since for since in (post.appointed_on, post.elected_on) if since]
    started = not begun or min(begun) <= day
    return started and (post.ended_on is None or post.ended_on >= day)


def exemption(round_: Round, official_id: int, posts: list[Post], known: FactsElsewhere) -> Exempt | None:
    """Return the reason why the holder of `posts` is exempt in the round, or None."""
    terms = Terms(round_.rule_set, meeting_day(round_), round_.unit_id)
    return exemption_under(terms, official_id, posts, known)


def exemption_under(
    terms: Terms, official_id: int, posts: list[Post], known: FactsElsewhere
) -> Exempt | None:
    """Return the reason why the holder of `posts` is exempt at a unit on a day, or None."""
    rules, day = terms.rules, terms.day
    if rules.exempt_retiring and (notice := known.notices.get(official_id)):
        told = _("notice of %(day)s") % {"day": date_format(notice.day)}
        return Exempt(Reason.RETIRING, told, notice.evidence, notice.scan)
    if rules.exempt_new and posts and all(_taken_up(post, day.year) for post in posts):
        last = posts[-1]
        reason, since = _taken_up(last, day.year) or (Reason.APPOINTED, day)
        told = _("on %(day)s") % {"day": date_format(since)}
        return Exempt(reason, told, last.evidence, Scan(last.file.name or "", last.sha256))
    settled = known.settled.get(official_id)
    if settled is not None:
        return _not_among(settled, terms.unit_id)
    places = known.places.get(official_id, 0)
    if places >= rules.max_places:
        return Exempt(Reason.PLACES, _("already on the ballot in %(count)d places") % {"count": places})
    return None


def _not_among(settled: dict[int, str], unit_id: int) -> Exempt | None:
    if unit_id in settled:
        return None
    names = ", ".join(settled.values())
    return Exempt(Reason.PLACES, _("settled to be voted on at: %(places)s") % {"places": names})


def exempt_officials(round_: Round) -> list[tuple[Official, Exempt]]:
    """Return the officials of the unit that are exempt, each with the reason; a fixed number of queries."""
    known = facts_elsewhere(round_)
    on_ballot = {line.official_id for line in lines_of(round_, round_.lines.only("round", "official"))}
    exempt = []
    for official, posts in current_posts(round_).items():
        found = exemption(round_, official.pk, posts, known)
        if found and official.pk not in on_ballot:
            exempt.append((official, found))
    return exempt


def _taken_up(post: Post, year: int) -> tuple[Reason, datetime.date] | None:
    if post.elected_on and post.elected_on.year == year:
        return Reason.ELECTED, post.elected_on
    if post.appointed_on and post.appointed_on.year == year:
        return Reason.APPOINTED, post.appointed_on
    return None


def places_elsewhere(round_: Round) -> dict[int, int]:
    """Return official id → number of other units that vote on the official in the same period."""
    return {official: places for official, places, _times in _on_other_ballots(round_) if places}


def on_ballot_at_another_time(round_: Round) -> set[int]:
    """Return ids of officials on the ballot of another round of the same unit and campaign.

    A unit may hold several meetings with different rolls, each voting on some of its officials.
    """
    return {official for official, _places, times in _on_other_ballots(round_) if times}


def _on_other_ballots(round_: Round) -> list[tuple[int, int, int]]:
    """Return (official id, other units, other rounds of this unit and campaign) in the same period; one query."""
    return once(round_, "other ballots", lambda: list(_counted_on_other_ballots(round_)))


def _counted_on_other_ballots(round_: Round) -> QuerySet[Line, tuple[int, int, int]]:
    here = Q(round__unit_id=round_.unit_id)
    by_person = _lines_in_period(round_).annotate(person=PERSON).order_by().values_list("person")
    return by_person.annotate(
        places=Count("round__unit_id", distinct=True, filter=~here),
        times=Count("pk", filter=here & Q(round__campaign_id=round_.campaign_id)),
    )


def lines_elsewhere(round_: Round) -> QuerySet[Line]:
    """Return the lines of other units in the same period, without those of cancelled rounds.

    Campaigns of different organisers that overlap are one period; meetings of one unit are one place.
    """
    return _lines_in_period(round_).exclude(round__unit_id=round_.unit_id)


def _lines_in_period(round_: Round) -> QuerySet[Line]:
    campaign = round_.campaign
    return _live_lines_of_others(round_).filter(
        round__campaign__starts_on__lte=campaign.ends_on, round__campaign__ends_on__gte=campaign.starts_on
    )


def units_of_officials(round_: Round) -> dict[Official, list[str]]:
    """Return each official on the ballot with the names of all units at which posts are held; one query."""
    day = meeting_day(round_)
    posts = Post.objects.filter(official__lines__round=round_).select_related("official", "unit")
    found: dict[Official, list[str]] = {}
    for post in posts.order_by("official__sort_key", "official_id", "unit__name", "pk"):
        units = found.setdefault(post.official, [])
        if held_on(post, day) and post.unit.name not in units:
            units.append(post.unit.name)
    return found


def _live_lines_of_others(round_: Round) -> QuerySet[Line]:
    lines = Line.objects.filter(round__is_rehearsal=False).exclude(round_id=round_.pk)
    return lines.exclude(round__state__in=states.void())
