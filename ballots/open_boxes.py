"""The boxes that take ballots now, for the home page of their secretary."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ballots.turnouts import Turnout, turnouts
from rounds import states
from rounds.models import Round
from rounds.selectors import all_counted
from rounds.states import Voting

COLUMNS = ("title", "state", "closes_at", "unit__name", "attendance__present")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBox:
    """An open round with the numbers that its desk shows; nothing finer."""

    round: Round
    turnout: Turnout
    present: int | None  # None until recorded


def open_boxes(rounds: QuerySet[Round], most: int) -> tuple[list[OpenBox], int]:
    """Return the open ones of `rounds`, at most `most`, the first to close first; and how many are open."""
    found = rounds.filter(state__in=states.at(Voting.DURING)).select_related(None)
    first = found.select_related("unit", "attendance").only(*COLUMNS).order_by("closes_at", "title", "pk")
    boxes = list(first.annotate(total=all_counted())[:most])
    numbers = turnouts([round_.pk for round_ in boxes])
    return [_box(round_, numbers[round_.pk]) for round_ in boxes], boxes[0].total if boxes else 0


def _box(round_: Round, turnout: Turnout) -> OpenBox:
    attendance = getattr(round_, "attendance", None)
    return OpenBox(round=round_, turnout=turnout, present=attendance.present if attendance else None)
