"""What several parts of one page ask of a round is read once: posts of the unit, facts from elsewhere, lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db.models import QuerySet

from rounds.models import Line, Round

T = TypeVar("T")


@contextmanager
def reading_once(round_: Round) -> Iterator[None]:
    """Remember in this block what is read through `once`; only for a block in which nothing is written."""
    round_.read_once = {}
    try:
        yield
    finally:
        round_.read_once = None


def once(round_: Round, name: str, read: Callable[[], T]) -> T:
    """Return what `read` returns, which a block of `reading_once` remembers under the name."""
    if round_.read_once is None:
        return read()
    if name not in round_.read_once:
        round_.read_once[name] = read()
    found: T = round_.read_once[name]
    return found


def lines_of(round_: Round, wanted: QuerySet[Line]) -> list[Line]:
    """Return the lines of a round in their order, with what `wanted` reads beside them.

    In a block of `reading_once` all parts share lines that have everything that one of them wants.
    """
    return list(wanted) if round_.read_once is None else once(round_, "lines", lambda: list(_whole(round_)))


def _whole(round_: Round) -> QuerySet[Line]:
    lines = round_.lines.select_related("official", "dossier").order_by("position")
    return lines.prefetch_related("posts__managed_by", "posts__unit__authority", "dossier__documents")
