"""Reads about the papers of the people on a ballot."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from officials.models import DossierDocument, User
from rounds import selectors, states
from rounds.models import Line, Round


@dataclass(frozen=True, slots=True)
class LinePapers:
    """The dossier of a line, and salt and list of its papers as frozen."""

    dossier: int | None
    salt: bytes
    frozen: list[dict[str, Any]]


def papers_by_line(round_: Round) -> list[LinePapers]:
    """Return the papers of each line in ballot order."""
    lines = round_.lines.order_by("position").values_list("dossier", "papers_salt", "papers")
    return [LinePapers(dossier, bytes(salt or b""), papers or []) for dossier, salt, papers in lines]


def supplements_of(dossiers: Collection[int], frozen: Collection[int]) -> QuerySet[DossierDocument]:
    """Return the papers of these dossiers that are not among the frozen ones, in the order of reading."""
    papers = DossierDocument.objects.filter(dossier__in=dossiers).exclude(pk__in=frozen)
    return papers.order_by("kind", "pk")


def paper_of_line(*, user: User, round_id: UUID, pk: int) -> tuple[Line, DossierDocument]:
    """Return a paper of a dossier on the ballot of one of the voter's rounds, with its line.

    Raises `Line.DoesNotExist` for everybody else: declarations of assets are shown to the voters of the
    round only (docs/domain.md §6.5).
    """
    mine = selectors.rounds_for_voter(user=user).filter(pk=round_id)
    mine = mine.exclude(state__in=states.hiding_dossiers())
    line = Line.objects.filter(round__in=mine).get(dossier__documents=pk)
    return line, DossierDocument.objects.get(pk=pk)
