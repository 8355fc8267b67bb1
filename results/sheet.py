"""The count sheet of a round, built from the rows of its tally."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _

from ballots import rows
from results.models import LineCount, Tally
from results.outcomes import BaseKind, CountSheet, InvalidReason, LineCounts, ThresholdBand
from rounds.frozen import FrozenConfiguration, frozen_configuration
from rounds.models import Attendance, Round


def sheet_of(round_: Round) -> CountSheet:
    """Return the count sheet, lines in ballot order. Raises `Tally.DoesNotExist` before the count."""
    counts = LineCount.objects.filter(round=round_).select_related("line").order_by("line__position")
    return make_sheet(round_, tally=Tally.objects.get(pk=round_.pk), counts=counts)


def make_sheet(round_: Round, *, tally: Tally, counts: Iterable[LineCount]) -> CountSheet:
    """Return the count sheet for a tally and its counts, stored or not yet stored."""
    attendance, words = Attendance.objects.filter(pk=round_.pk).first(), frozen_configuration(round_)
    return CountSheet(
        summoned=tally.summoned,
        present=tally.present,
        issued=tally.issued,
        returned=tally.returned,
        valid=tally.valid,
        invalid=invalid_reasons(round_),
        exchanged=attendance.exchanged if attendance else 0,
        withdrawn=attendance.withdrawn if attendance else 0,
        base_kind=BaseKind((round_.rule_set_copy or {})["base"]),
        lines=tuple(_line_counts(count, words) for count in counts),
    )


def _line_counts(count: LineCount, words: FrozenConfiguration) -> LineCounts:
    line = words.line(count.line.position)
    return LineCounts(
        row=line.position,
        name=line.name,
        posts=line.posts,
        block=line.block,
        high=count.high,
        confidence=count.confidence,
        low=count.low,
        blank=count.blank,
    )


def invalid_reasons(round_: Round) -> tuple[InvalidReason, ...]:
    """Return the reasons why ballots are void as a whole, with their numbers, in the order of reasons."""
    bad = rows.checks_of(round_.pk).filter(valid=False).values_list("reason")
    numbers = bad.annotate(number=Count("pk")).order_by("reason")
    return tuple(InvalidReason(reason=reason_text(code), count=number) for code, number in numbers)


def reason_text(code: str) -> str:
    """Return the sentence that the minutes print for a stable reason code of the protocol."""
    texts = {
        "token": _("not issued by the counting team"),
        "signature": _("not signed with the ballot's own key"),
        "proof": _("a mark is not proved to be well-formed"),
        "sum_proof": _("more than one level marked for one person"),
    }
    return texts.get(code, _("not of the prescribed form"))


def thresholds_of(round_: Round) -> tuple[ThresholdBand, ...]:
    """Return the thresholds of the frozen rule set of the round."""
    rows = (round_.rule_set_copy or {}).get("thresholds", [])
    return tuple(
        ThresholdBand(
            numerator=row["numerator"],
            denominator=row["denominator"],
            strict=row["strict"],
            consequence=row["consequence"],
        )
        for row in rows
    )
