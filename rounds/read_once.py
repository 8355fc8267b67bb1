"""What several parts of one page ask of a round is read once: lines, roll, counting team, facts from elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from officials.models import Dossier, DossierDocument, Post
from rounds.models import Line, Round

T = TypeVar("T")
LINES = "lines"


@contextmanager
def reading_once(round_: Round) -> Iterator[None]:
    """Remember in this block what is read through `once`; only for a block that writes nothing of that.

    A block inside another one shares what that remembers.
    """
    if round_.read_once is not None:
        yield
        return
    round_.read_once = {}
    try:
        yield
    finally:
        round_.read_once = None


def read_for_a_page(round_: Round, **known: object) -> None:
    """Remember from now on what is read through `once`, and `known`; only in a request in which nothing is written."""
    round_.read_once = known


def once(round_: Round, name: str, read: Callable[[], T]) -> T:
    """Return what `read` returns, which a block of `reading_once` remembers under the name."""
    if round_.read_once is None:
        return read()
    if name not in round_.read_once:
        round_.read_once[name] = read()
    found: T = round_.read_once[name]
    return found


def share_lines(round_: Round, lines: list[Line]) -> None:
    """Let all parts of a block of `reading_once` use these lines, which have everything that one of them wants."""
    once(round_, LINES, lambda: lines)


def lines_of(round_: Round, wanted: QuerySet[Line]) -> list[Line]:
    """Return the lines of a round in their order, with what `wanted` reads beside them.

    In a block of `reading_once` all parts of a draft share lines that have everything that one of them wants.
    """
    if round_.read_once is None or not round_.is_editable:
        return list(wanted)
    return once(round_, LINES, lambda: list(_whole(round_)))


def with_papers_at_hand(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Add `has_documents`, whether the dossier of a line has any, and `has_dossiers`, whether its official has any."""
    return lines.annotate(
        has_documents=Exists(DossierDocument.objects.filter(dossier=OuterRef("dossier"))),
        has_dossiers=Exists(Dossier.objects.filter(official=OuterRef("official"))),
    )


def _whole(round_: Round) -> QuerySet[Line]:
    lines = round_.lines.select_related("official", "dossier").order_by("position")
    posts = Post.objects.select_related("managed_by", "unit__authority")
    return with_papers_at_hand(lines).prefetch_related(Prefetch("posts", posts), "dossier__documents")
