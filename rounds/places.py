"""Officials with posts at more units than the rules allow, and who settles which places count (docs/domain.md §2.2)."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from officials.models import Official, Post, Unit, User
from officials.selectors import SECRETARIAT, officials_for_secretary, units_of
from rounds.models import Campaign, PlaceDecision, RuleSet


@dataclass(frozen=True, slots=True)
class Place:
    """A unit at which an official holds posts, with the authorities that manage the holder there."""

    unit: Unit
    posts: list[Post]


def most_places() -> int:
    """Return in how many places the rules allow to vote on an official."""
    return RuleSet.objects.aggregate(most=Max("max_places"))["most"] or 2


def at_too_many_places(*, user: User) -> QuerySet[Official]:
    """Return the officials that a secretary sees or manages, with present posts at more units than the rules allow."""
    held = Post.objects.filter(ended_on=None).values("official")
    many = held.annotate(units=Count("unit", distinct=True)).filter(units__gt=most_places())
    found = Official.objects.filter(pk__in=many.values("official"), merged_into=None)
    if not user.is_superuser:
        mine = units_of(user, SECRETARIAT)
        present = Post.objects.filter(official=OuterRef("pk"), ended_on=None)
        found = found.filter(Exists(present.filter(Q(unit__any_of=mine) | _managed_by(mine))))
    return found.prefetch_related("posts__unit").order_by("sort_key", "pk")


def places_to_settle(*, user: User) -> QuerySet[Official]:
    """Return the officials whose places the user can settle and nobody has settled for today's period."""
    today = timezone.localdate()
    settled = PlaceDecision.objects.filter(official=OuterRef("pk"), starts_on__lte=today, ends_on__gte=today)
    found = at_too_many_places(user=user).filter(~Exists(settled))
    if user.is_superuser:
        return found
    present = Post.objects.filter(official=OuterRef("pk"), ended_on=None)
    mine, work = _managed_by(units_of(user, SECRETARIAT)), Q(kind=Post.Kind.WORK)
    return found.filter(
        Exists(present.filter(mine, work)) | (~Exists(present.filter(work)) & Exists(present.filter(mine)))
    )


def _managed_by(units: set[int]) -> Q:
    """Return the condition that one of the units manages the holder of a post."""
    return Q(managed_by__any_of=units) | Q(managed_by=None, unit__authority__any_of=units)


def units_held(official: Official) -> QuerySet[Unit]:
    """Return the units at which the official holds a post now."""
    return Unit.objects.filter(pk__in=official.posts.filter(ended_on=None).values("unit"))


def official_to_settle(*, user: User, pk: int) -> Official | None:
    """Return one of the secretary's officials, or one that an authority of the secretary manages."""
    official = Official.objects.filter(pk=pk, merged_into=None).first()
    if official is None or officials_for_secretary(user=user).filter(pk=pk).exists():
        return official
    return official if authorities_that_settle(user=user, official=official).exists() else None


def places_of(official: Official) -> list[Place]:
    """Return the units at which the official holds posts now; one query."""
    posts = official.posts.filter(ended_on=None).select_related("unit__authority", "managed_by")
    found: dict[int, Place] = {}
    for post in posts.order_by("unit__name", "pk"):
        place = found.setdefault(post.unit_id, Place(post.unit, []))
        place.posts.append(post)
    return list(found.values())


def authorities_that_settle(*, user: User, official: Official) -> QuerySet[Unit]:
    """Return the authorities that manage the official and of which the user is secretary.

    The posts where the official works decide; without any, those of Party life.
    """
    held = official.posts.filter(ended_on=None)
    work = held.filter(kind=Post.Kind.WORK)
    posts = work if work.exists() else held
    named = posts.exclude(managed_by=None).values("managed_by")
    usual = posts.filter(managed_by=None).values("unit__authority")
    authorities = Unit.objects.filter(Q(pk__in=named) | Q(pk__in=usual)).order_by("name", "pk")
    return authorities if user.is_superuser else authorities.filter(pk__any_of=units_of(user, SECRETARIAT))


def decision_in(official: Official, campaign: Campaign) -> PlaceDecision | None:
    """Return the decision about the official that holds in the period of a campaign."""
    decisions = official.place_decisions.filter(
        starts_on__lte=campaign.ends_on, ends_on__gte=campaign.starts_on
    )
    return decisions.select_related("authority", "decided_by").order_by("-decided_at", "-pk").first()


def decisions_about(official: Official) -> QuerySet[PlaceDecision]:
    """Return the settled places of an official, the latest period first."""
    decisions = official.place_decisions.select_related("authority").prefetch_related("units")
    return decisions.order_by("-starts_on", "pk")
