"""The log of a round: what was done in it, as entries of the room `audit`; never about a single ballot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from audit.models import Detail, Entry, KeptValue
from common.refusals import Text
from officials.models import User
from rounds.models import Round, RoundId

CHANGED = "changed"  # what people were told, with a reason
_PREFIX = "round."  # of the acts that stand in the log of a round


def code_of(event: str) -> str:
    """Return the code of the act under which the log of a round holds an event."""
    return f"{_PREFIX}{event}"


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """One entry of a round's log; `actor` is None where the system acted."""

    event: str
    label: Text
    at: datetime
    actor: User | None
    detail: str


def entries_of(round_: Round | RoundId, *events: str) -> list[RoundEntry]:
    """Return the entries of a round's log, of these events or of all, oldest first; one query."""
    found = _of(round_, events).annotate(text=_text()).select_related("actor").order_by("pk")
    return [_entry(row) for row in found]


def last_entry(round_: Round, event: str) -> RoundEntry | None:
    """Return the last entry of an event."""
    found = entries_of(round_, event)
    return found[-1] if found else None


def times_of(round_: Round, *events: str) -> dict[str, datetime]:
    """Return event → when it happened last, of these events or of all."""
    return {row.event: row.at for row in entries_of(round_, *events)}


def is_noted(round_: Round | RoundId, event: str) -> bool:
    """Return whether the log of the round holds the event."""
    return _of(round_, [event]).exists()


def number_of_entries(round_: Round) -> int:
    """Return how many entries the log of the round holds."""
    return _of(round_).count()


def rounds_with(event: str) -> QuerySet[Entry, Any]:
    """Return the ids of the rounds whose log holds the event, for a subquery."""
    return Entry.objects.filter(act=code_of(event), round_id__isnull=False).order_by().values("round_id")


def _of(round_: Round | RoundId, events: Iterable[str] = ()) -> QuerySet[Entry]:
    key: UUID | str = round_.pk if isinstance(round_, Round) else round_
    found = Entry.objects.filter(round_id=key, act__startswith=_PREFIX)
    codes = [code_of(event) for event in events]
    return found.filter(act__in=codes) if codes else found


def _text() -> Subquery:
    notes = KeptValue.objects.filter(detail__entry=OuterRef("pk"), detail__kind=Detail.Kind.NOTE)
    return Subquery(notes.order_by("pk").annotate(text=KT("after__text")).values("text")[:1])


def _entry(row: Any) -> RoundEntry:
    return RoundEntry(row.act.removeprefix(_PREFIX), row.words, row.at, row.actor, row.text or "")
