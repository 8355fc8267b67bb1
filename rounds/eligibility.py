"""Officials on the ballot: exemptions and "at most two places", from the posts (docs/domain.md §§2.2, 2.3).

An official is exempt if a notice of leave pending retirement was entered at any unit on or before
the day of the meeting, or if every post printed on the line was taken up in the year of the vote.
An official with an older post at the same meeting is not exempt through a new one: the vote is about the older post.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from officials.models import Official, Post
from rounds import states
from rounds.models import Exemption, Line, Round

Reason = Exemption.Reason


@dataclass(frozen=True)
class Exempt:
    """The reason why an official is not on the ballot; `detail` is the fact that is printed."""

    reason: str
    detail: str


@dataclass(frozen=True)
class FactsElsewhere:
    """Facts from other units and rounds: official id → other places, day of the first notice."""

    places: dict[int, int]
    notices: dict[int, datetime.date]


def facts_elsewhere(round_: Round) -> FactsElsewhere:
    """Return what other units and rounds hold about officials; two queries."""
    noticed = Post.objects.filter(retirement_notice_on__lte=meeting_day(round_))
    notices = noticed.values_list("official_id").annotate(Min("retirement_notice_on"))
    return FactsElsewhere(places_elsewhere(round_), dict(notices))


def meeting_day(round_: Round) -> datetime.date:
    """Return the day of the meeting in local time; today while no time is set."""
    return timezone.localdate(round_.opens_at) if round_.opens_at else timezone.localdate()


def current_posts(round_: Round) -> dict[Official, list[Post]]:
    """Return the posts held at the round's unit on the day of the meeting, one query."""
    day = meeting_day(round_)
    held: dict[Official, list[Post]] = {}
    posts = Post.objects.filter(unit_id=round_.unit_id).select_related("official")
    for post in posts.order_by("official__sort_key", "official_id", "pk"):
        if held_on(post, day):
            held.setdefault(post.official, []).append(post)
    return held


def held_on(post: Post, day: datetime.date) -> bool:
    """Return whether the post was held on `day`; without a start date it counts as begun."""
    begun = [since for since in (post.appointed_on, post.elected_on) if since]
    started = not begun or min(begun) <= day
    return started and (post.ended_on is None or post.ended_on >= day)


def exemption(round_: Round, official_id: int, posts: list[Post], known: FactsElsewhere) -> Exempt | None:
    """Return the reason why the holder of `posts` is exempt in the round, or None."""
    rules, day = round_.rule_set, meeting_day(round_)
    if rules.exempt_retiring and (notice := known.notices.get(official_id)):
        return Exempt(Reason.RETIRING, _("notice of %(day)s") % {"day": date_format(notice)})
    if rules.exempt_new and posts and all(_taken_up(post, day.year) for post in posts):
        reason, since = _taken_up(posts[-1], day.year) or (Reason.APPOINTED, day)
        return Exempt(reason, _("on %(day)s") % {"day": date_format(since)})
    places = known.places.get(official_id, 0)
    if places >= rules.max_places:
        return Exempt(Reason.PLACES, _("already on the ballot in %(count)d places") % {"count": places})
    return None


def exempt_officials(round_: Round) -> list[tuple[Official, Exempt]]:
    """Return the officials of the unit that are exempt, each with the reason; a fixed number of queries."""
    known = facts_elsewhere(round_)
    on_ballot = set(round_.lines.values_list("official_id", flat=True))
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
    officials = lines_elsewhere(round_).values_list("official_id")
    return dict(officials.annotate(Count("round__unit_id", distinct=True)))


def lines_elsewhere(round_: Round) -> QuerySet[Line]:
    """Return the lines of other units in the same period, without those of cancelled rounds.

    Campaigns of different organisers that overlap are one period; meetings of one unit are one place.
    """
    campaign = round_.campaign
    lines = _live_lines_of_others(round_).filter(
        round__campaign__starts_on__lte=campaign.ends_on, round__campaign__ends_on__gte=campaign.starts_on
    )
    return lines.exclude(round__unit_id=round_.unit_id)


def on_ballot_at_another_time(round_: Round) -> set[int]:
    """Return ids of officials on the ballot of another round of the same unit and campaign.

    A unit may hold several meetings with different rolls, each voting on some of its officials.
    """
    here = _live_lines_of_others(round_).filter(
        round__unit_id=round_.unit_id, round__campaign_id=round_.campaign_id
    )
    return set(here.values_list("official_id", flat=True))


def _live_lines_of_others(round_: Round) -> QuerySet[Line]:
    return Line.objects.exclude(round_id=round_.pk).exclude(round__state__in=states.void())
