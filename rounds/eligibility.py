"""Who is voted on: exemptions and "at most two places", computed from the posts (domain note).

An official is exempt with a notice of leave pending retirement on or before the day of the
meeting, or when every post printed on the line was taken up in the year of the vote. One new post
beside an older one at the same meeting does not exempt: the older post is what is judged.
"""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from officials.models import Official, Post
from rounds.models import Exemption, Line, Round

Reason = Exemption.Reason


@dataclass(frozen=True)
class Exempt:
    """Why an official is not on the ballot; `detail` is the printed fact."""

    reason: str
    detail: str


def meeting_day(round_: Round) -> datetime.date:
    """Return the day T in local time; today while no time is set."""
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
    """Return whether the post was taken up by `day` and had not ended before it."""
    begun = [since for since in (post.appointed_on, post.elected_on) if since]
    started = not begun or min(begun) <= day
    return started and (post.ended_on is None or post.ended_on >= day)


def exemption(round_: Round, posts: list[Post], places: int = 0) -> Exempt | None:
    """Return why the holder of `posts` is not voted on in the round, or None.

    `places` counts the other rounds of the campaign that already vote on the official.
    """
    rules, day = round_.rule_set, meeting_day(round_)
    if rules.exempt_retiring and (notice := _retirement_notice(posts, day)):
        return Exempt(Reason.RETIRING, _("notice of %(day)s") % {"day": date_format(notice)})
    if rules.exempt_new and posts and all(_taken_up(post, day.year) for post in posts):
        reason, since = _taken_up(posts[-1], day.year) or (Reason.APPOINTED, day)
        return Exempt(reason, _("on %(day)s") % {"day": date_format(since)})
    if places >= rules.max_places:
        return Exempt(Reason.PLACES, _("already on the ballot in %(count)d places") % {"count": places})
    return None


def exempt_officials(round_: Round) -> list[tuple[Official, Exempt]]:
    """Return who holds a post at the unit, is not on the ballot, and why; a fixed number of queries."""
    places = places_elsewhere(round_)
    on_ballot = set(round_.lines.values_list("official_id", flat=True))
    exempt = []
    for official, posts in current_posts(round_).items():
        found = exemption(round_, posts, places.get(official.pk, 0))
        if found and official.pk not in on_ballot:
            exempt.append((official, found))
    return exempt


def _retirement_notice(posts: list[Post], day: datetime.date) -> datetime.date | None:
    notices = [p.retirement_notice_on for p in posts if p.retirement_notice_on]
    return min((notice for notice in notices if notice <= day), default=None)


def _taken_up(post: Post, year: int) -> tuple[Reason, datetime.date] | None:
    if post.elected_on and post.elected_on.year == year:
        return Reason.ELECTED, post.elected_on
    if post.appointed_on and post.appointed_on.year == year:
        return Reason.APPOINTED, post.appointed_on
    return None


def places_elsewhere(round_: Round) -> dict[int, int]:
    """Return official id → number of other live rounds of the campaign that vote on them."""
    return dict(Counter(_lines_elsewhere(round_).values_list("official_id", flat=True)))


def voted_on_here_elsewhen(round_: Round) -> set[int]:
    """Return ids of officials on the ballot of another round of the same unit and campaign.

    A unit may hold several meetings with different rolls, each voting on some of its officials.
    """
    lines = _lines_elsewhere(round_).filter(round__unit_id=round_.unit_id)
    return set(lines.values_list("official_id", flat=True))


def _lines_elsewhere(round_: Round) -> QuerySet[Line]:
    others = Line.objects.filter(round__campaign_id=round_.campaign_id).exclude(round_id=round_.pk)
    return others.exclude(round__state=Round.State.CANCELLED)
