"""Exempt officials of all units of a plan, each with the reason and the document on which it rests."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from officials.models import Official, Post, Unit
from rounds.eligibility import (
    Exempt,
    FactsElsewhere,
    Terms,
    exemption_under,
    held_on,
    notices_by,
    settled_places,
)
from rounds.models import Exemption, Plan
from rounds.plan_selectors import chain_of, inherited


@dataclass(frozen=True, slots=True)
class ExemptInPlan:
    """An official who is not voted on at a unit; `reason` in the language of the reader."""

    unit: Unit
    official: Official
    posts: tuple[str, ...]
    found: Exempt

    @property
    def reason(self) -> str:
        return str(Exemption.Reason(self.found.reason).label)


def exempt_in_plan(plan: Plan, units: QuerySet[Unit]) -> list[ExemptInPlan]:
    """Return the exempt officials of these units under a plan, by unit and name; [] without a rule set.

    What counts is the first day of the plan's period, today once it has begun. Four queries beside those of the plan.
    """
    held_under = inherited(chain_of(plan))
    if not (held_under.rule_set and held_under.starts_on and held_under.ends_on):
        return []
    day = max(held_under.starts_on, min(timezone.localdate(), held_under.ends_on))
    known = FactsElsewhere({}, notices_by(day), settled_places(held_under.starts_on, held_under.ends_on))
    rows = []
    for unit, official, posts in _held(_candidates(units, day, known), day):
        terms = Terms(held_under.rule_set, day, unit.pk)
        if found := exemption_under(terms, official.pk, posts, known):
            rows.append(ExemptInPlan(unit, official, tuple(post.title for post in posts), found))
    return rows


def _candidates(units: QuerySet[Unit], day: datetime.date, known: FactsElsewhere) -> QuerySet[Post]:
    """Return all posts at these units of officials for whom some fact may be a reason; the others stay unread."""
    taken_up = Q(appointed_on__year=day.year) | Q(elected_on__year=day.year)
    here = Post.objects.filter(unit__in=units)
    new = Q(official__in=here.filter(taken_up).values("official"))
    return here.filter(new | Q(official__any_of={*known.notices, *known.settled}))


def _held(posts: QuerySet[Post], day: datetime.date) -> Iterator[tuple[Unit, Official, list[Post]]]:
    """Yield each official of each unit with the posts held there on a day; one query."""
    found: dict[tuple[int, int], list[Post]] = {}
    named = posts.select_related("unit", "official")
    for post in named.order_by("unit__name", "unit_id", "official__sort_key", "official_id", "pk"):
        if held_on(post, day):
            found.setdefault((post.unit_id, post.official_id), []).append(post)
    for held in found.values():
        yield held[0].unit, held[0].official, held
