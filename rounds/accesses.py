"""That each voter was given access to the dossiers of a round; who read them is recorded nowhere."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from rounds import states
from rounds.models import Access, Line, Round
from rounds.papers import documents_in_order
from rounds.states import Actor


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One paper of the list of what voters could read: its day, its pages and the SHA-256 of the file."""

    official: str
    name: str
    kind: str
    added_on: datetime.date | None
    pages: int | None
    sha256: str


def giving_states() -> list[str]:
    """Return the states in which the voters of a round can read its dossiers; the trigger names the same."""
    return sorted({*states.seen_by(Actor.VOTER)} - {*states.hiding_dossiers()})


def accesses(round_: Round) -> QuerySet[Access, Any]:
    """Return the accesses of a round in the order of names, with the capacity on the roll."""
    return (
        Access.objects.filter(round=round_)
        .select_related("user")
        .order_by("user__sort_key", "given_at", "pk")
    )


def papers_of_round(round_: Round) -> list[ListedPaper]:
    """Return the papers on the ballot of a round in the order of reading; two queries."""
    lines = Line.objects.filter(round=round_).select_related("official", "dossier").order_by("position")
    found = lines.prefetch_related("dossier__documents")
    return [
        ListedPaper(
            official=str(line.official),
            name=str(document),
            kind=str(document.get_kind_display()),
            added_on=document.added_on,
            pages=document.pages,
            sha256=document.sha256,
        )
        for line in found
        for document in documents_in_order(line)
    ]
