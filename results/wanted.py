"""The documents that a certified round needs: the minutes, and a report to each authority."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from officials.models import Unit
from results.models import Document
from rounds.authorities import authorities_of
from rounds.models import Line, Round

Kind = Document.Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to make; a report goes to `authority` and is about the lines at `positions`."""

    kind: str
    authority: Unit | None = None
    positions: frozenset[int] = frozenset()
    is_partial: bool = False  # other officials of the meeting are managed by another authority


def wanted_documents(round_: Round) -> list[Wanted]:
    """Return the documents of a round in the order in which they are made; one query.

    Where the lines name no authority, there is one report, as earlier releases made it.
    """
    authorities = authorities_of(round_)
    reports = [
        Wanted(Kind.REPORT, authority, frozenset(positions), is_partial=len(authorities) > 1)
        for authority, positions in authorities
    ]
    return [Wanted(Kind.MINUTES), *reports]


def lacking_documents() -> Q:
    """Return the condition that a round lacks one of its documents."""
    made = Document.objects.filter(round=OuterRef("pk"))
    unreported = Line.objects.filter(round=OuterRef("pk")).exclude(managed_by=None)
    report = Document.objects.filter(round=OuterRef("round"), authority=OuterRef("managed_by"))
    kinds = [~Exists(made.filter(kind=kind)) for kind in Kind]
    lacks = Q(*kinds, _connector=Q.OR)
    return lacks | Q(Exists(unreported.filter(~Exists(report))))
