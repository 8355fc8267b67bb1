"""The rank of an official, for the order in which lines are proposed (docs/domain.md §4.5)."""

from collections.abc import Iterable

from officials.models import Post
from officials.titles import OTHERS, rank_of_post


def rank_of(posts: Iterable[Post]) -> int:
    """Return the rank of the highest post, the smallest number; see `Post.rank`."""
    return min(map(rank_of_post, posts), default=OTHERS)
