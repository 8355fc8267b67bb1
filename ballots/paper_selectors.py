"""Reads about the papers of the people on a ballot."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from officials.models import DossierDocument, User
from rounds import selectors, states
from rounds.models import Line, Round


@dataclass(frozen=True, slots=True)
class LinePapers:
    """Official and dossier of a line, and salt and list of its papers as frozen."""

    official: int
    dossier: int | None
    salt: bytes
    frozen: list[dict[str, Any]]


def papers_by_line(round_: Round) -> list[LinePapers]:
    """Return the papers of each line in ballot order."""
    lines = round_.lines.order_by("position")
    rows = lines.values_list("official", "dossier", "papers_salt", "papers")
    return [
        LinePapers(official, dossier, bytes(salt or b""), papers or [])
        for official, dossier, salt, papers in rows
    ]


def lines_with_papers(round_: Round) -> QuerySet[Line]:
    """Return the lines in ballot order with official, posts and papers as they are now; 3 queries."""
    lines = round_.lines.select_related("official", "dossier").order_by("position").prefetch_related("posts")
    papers = DossierDocument.objects.filter(replaced_by=None).order_by("kind", "pk")
    return lines.prefetch_related(Prefetch("dossier__documents", queryset=papers))


def supplements_of(dossiers: Collection[int], frozen: Collection[int]) -> QuerySet[DossierDocument]:
    """Return the papers of these dossiers that are not among the frozen ones, in the order of reading."""
    papers = DossierDocument.objects.filter(dossier__in=dossiers, replaced_by=None).exclude(pk__in=frozen)
    return papers.order_by("kind", "pk")


def paper_of_line(*, user: User, round_id: UUID, pk: int) -> tuple[Line, DossierDocument]:
    """Return a paper of a dossier on the ballot of one of the voter's rounds, with its line.

    Raises `Line.DoesNotExist` for everybody else: declarations of assets are shown to the voters of the
    round only (docs/domain.md §6.5).
    """
    mine = selectors.rounds_for_voter(user=user).filter(pk=round_id)
    mine = mine.exclude(state__in=states.hiding_dossiers())
    current = DossierDocument.objects.filter(pk=pk, replaced_by=None)
    line = Line.objects.filter(round__in=mine).get(dossier__documents__in=current)
    return line, DossierDocument.objects.select_related("dossier__official").get(pk=pk)
