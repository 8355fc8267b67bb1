"""Records of officials that several units share, and reads for merging, accounts and authorities."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from officials.models import Official, Post, Unit, User
from officials.selectors import SECRETARIAT, officials_for_secretary, parents_of_units, units_above, units_of


def present(prefix: str = "") -> Q:
    """Return the condition that a post has not ended; `prefix` leads to the post from another table."""
    return Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gte": timezone.localdate()})


def posts_with_units() -> QuerySet[Post]:
    """Return the posts with their units at hand, to be read beside officials that a page may show."""
    return Post.objects.select_related("unit")


def posts_elsewhere(*, user: User, official: Official) -> QuerySet[Post]:
    """Return the posts of one of the secretary's officials in units of other secretaries; both see all places."""
    posts = official.posts.select_related("unit", "managed_by", "unit__authority").order_by(
        "unit__name", "pk"
    )
    return posts.exclude(unit__any_of=units_of(user, SECRETARIAT))


def holds_posts_elsewhere(*, user: User, official: Official) -> bool:
    """Return whether the official holds posts in units of other secretaries today.

    Posts that ended there are history, which the unit where the person is now does not wait for.
    """
    held = posts_elsewhere(user=user, official=official).filter(present())
    return not user.is_superuser and held.exists()


def officials_to_merge(*, user: User) -> QuerySet[Official]:
    """Return the officials whose records a secretary may make one: without present posts in units of others."""
    officials = officials_for_secretary(user=user)
    if user.is_superuser:
        return officials
    held = Post.objects.filter(present(), official=OuterRef("pk"))
    return officials.filter(~Exists(held.exclude(unit__any_of=units_of(user, SECRETARIAT))))


def merged_into(official: Official) -> QuerySet[Official]:
    """Return the records that were merged into this one."""
    return official.merged.order_by("pk")


def namesakes_among(officials: QuerySet[Official], official: Official) -> QuerySet[Official]:
    """Return those of `officials` with the name of the official that may be the same person, with their posts."""
    same = officials.filter(sort_key=official.sort_key).exclude(pk=official.pk)
    if official.birth_date:
        same = same.filter(Q(birth_date=None) | Q(birth_date=official.birth_date))
    return same.prefetch_related("posts__unit").order_by("pk")


def officials_without_account(*, user: User) -> QuerySet[Official]:
    """Return the officials with a present post and without an account, with their posts, whose record is the secretary's.

    Whoever has the account reads what is published about the official and files the dossier.
    """
    held = Post.objects.filter(official=OuterRef("pk"), ended_on=None)
    if not user.is_superuser:  # `officials_to_merge` leaves out others; Postgres looks here first
        held = held.filter(unit__any_of=units_of(user, SECRETARIAT))
    found = officials_to_merge(user=user).filter(Exists(held), user=None)
    posts = Prefetch("posts", posts_with_units().order_by("pk"))
    return found.prefetch_related(posts).order_by("sort_key", "pk")


def authorities_to_name(*, user: User) -> QuerySet[Unit]:
    """Return the units that a secretary may name as authority of a post: authorities already, and superiors."""
    mine = units_of(user, SECRETARIAT)
    known = Q(pk__in=Unit.objects.exclude(authority=None).values("authority"))
    known |= Q(pk__in=Post.objects.exclude(managed_by=None).values("managed_by"))
    return Unit.objects.filter(
        known | Q(pk__any_of=units_above(mine, parents_of_units(user))) | Q(parent=None, pk__any_of=mine)
    )
