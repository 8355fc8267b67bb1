"""The authority that manages each official on a ballot (docs/domain.md §2.2)."""

from collections.abc import Iterable

from officials.models import Post, Unit
from officials.titles import rank_of_post
from rounds.models import Line, Round
from rounds.read_once import lines_of


def authority_of(posts: Iterable[Post], unit: Unit) -> Unit | None:
    """Return the authority that manages the holder of these posts at a unit; None if there is none.

    Of several posts the highest where the official works decides. Reads authority and unit of each post.
    """
    held = sorted(posts, key=lambda post: (post.kind != Post.Kind.WORK, rank_of_post(post), post.pk))
    named = (post.managing_authority for post in held)
    return next((authority for authority in named if authority), None) or unit.authority


def lines_with_authorities(round_: Round) -> list[tuple[Line, Unit | None]]:
    """Return the lines of a draft in their order, each with the authority of its official; 3 queries."""
    lines = round_.lines.select_related("official").order_by("position")
    lines = lines.prefetch_related("posts__managed_by", "posts__unit__authority")
    return [(line, authority_of(line.posts.all(), round_.unit)) for line in lines_of(round_, lines)]


def record_authorities(*, round_: Round) -> None:
    """Fix the authority of each line of a draft that the caller holds locked; 4 queries."""
    lines = []
    for line, authority in lines_with_authorities(round_):
        line.managed_by = authority
        lines.append(line)
    Line.objects.bulk_update(lines, ["managed_by"])


def authorities_of(round_: Round) -> list[tuple[Unit | None, list[int]]]:
    """Return the authorities of a frozen round with the positions of their officials; that of the first line first.

    None for lines that earlier releases froze: they name no authority. One query.
    """
    found: dict[int | None, tuple[Unit | None, list[int]]] = {}
    for line in round_.lines.select_related("managed_by").order_by("position"):
        found.setdefault(line.managed_by_id, (line.managed_by, []))[1].append(line.position)
    return list(found.values())
