"""Percentages and outcomes, computed from integers with exact results.

Thresholds compare integers, never a rounded percentage. Percentages are rounded half up to two
decimals and written with a decimal comma. Base, fractions and consequences come from the rule set
of the round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from rounds.models import Level


class BaseKind(StrEnum):
    """The base of a percentage."""

    RETURNED = "returned"
    SUMMONED = "summoned"
    VALID = "valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCounts:
    """The count of one official; `blank` is the number of returned ballots without a valid line."""

    row: int
    name: str
    posts: tuple[str, ...] = ()
    block: str = ""
    high: int
    confidence: int
    low: int
    blank: int = 0

    @property
    def valid(self) -> int:
        """Number of ballots with exactly one level marked for this official."""
        return self.high + self.confidence + self.low

    def count(self, level: Level) -> int:
        """Return the number of marks of one level."""
        return {Level.HIGH: self.high, Level.CONFIDENCE: self.confidence, Level.LOW: self.low}[level]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidReason:
    """A reason why whole ballots are void, and their number."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSheet:
    """The complete count, lines in ballot order.

    `valid` are ballots valid as a whole; a line may still be blank on one of them.
    Exchanged and withdrawn ballots are recorded and are not part of `issued`.
    """

    summoned: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: tuple[InvalidReason, ...] = ()
    exchanged: int = 0
    withdrawn: int = 0
    base_kind: BaseKind = BaseKind.RETURNED
    lines: tuple[LineCounts, ...] = ()

    @property
    def absent(self) -> int:
        """Number of summoned voters that did not come."""
        return self.summoned - self.present

    @property
    def invalid_total(self) -> int:
        """Number of returned ballots that are void as a whole."""
        return self.returned - self.valid

    def base(self, line: LineCounts) -> int:
        """Return the number of which the line's percentages are shares."""
        if self.base_kind is BaseKind.SUMMONED:
            return self.summoned
        return line.valid if self.base_kind is BaseKind.VALID else self.returned

    def invalid_for(self, line: LineCounts) -> int:
        """Return the number of returned ballots that count for no level of this official."""
        return self.returned - line.valid


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdBand:
    """A share of low marks that has a consequence.

    `strict` reads "over numerator/denominator"; otherwise "from it upwards".
    """

    numerator: int
    denominator: int
    strict: bool
    consequence: str

    def reached(self, *, low: int, base: int) -> bool:
        """Compare `low / base` with the fraction, in integers. An empty base reaches nothing."""
        if base <= 0:
            return False
        left, right = low * self.denominator, base * self.numerator
        return left > right if self.strict else left >= right

    @property
    def order(self) -> tuple[Fraction, bool]:
        """Sort key: higher fractions come later, and "over" comes after "from"."""
        return Fraction(self.numerator, self.denominator), self.strict


def percentage(part: int, base: int) -> Decimal:
    """Return `part` of `base` in percent, rounded half up to two decimals, exact for all integers."""
    if base <= 0 or part < 0:
        raise ValueError(f"no share of {part} in {base}")
    hundredths = (20_000 * part + base) // (2 * base)
    return Decimal(hundredths).scaleb(-2)


def format_percentage(value: Decimal) -> str:
    """`Decimal("66.60")` → `"66,60%"`: documents keep the trailing zero."""
    return f"{value:.2f}%".replace(".", ",")


def share(part: int, base: int) -> str:
    """Return the printed percentage, or a dash if the base is empty."""
    return format_percentage(percentage(part, base)) if base > 0 else "–"


def outcome(*, low: int, base: int, thresholds: Iterable[ThresholdBand]) -> ThresholdBand | None:
    """Return the gravest threshold that was reached, or None."""
    reached = [band for band in thresholds if band.reached(low=low, base=base)]
    return max(reached, key=lambda band: band.order, default=None)


def reconcile(sheet: CountSheet) -> tuple[str, ...]:
    """Return a sentence with the numbers for every equation that the counts violate; [] if none."""
    return (*_negative_counts(sheet), *_chain(sheet), *_whole_ballots(sheet), *_lines(sheet))


def _negative_counts(sheet: CountSheet) -> Iterator[str]:
    totals = {
        _("Summoned"): sheet.summoned,
        _("Present"): sheet.present,
        _("Issued"): sheet.issued,
        _("Returned"): sheet.returned,
        _("Valid"): sheet.valid,
        _("Exchanged"): sheet.exchanged,
        _("Withdrawn"): sheet.withdrawn,
    }
    named = [*totals.items(), *((part.reason, part.count) for part in sheet.invalid)]
    for line in sheet.lines:
        named += [(line.name, n) for n in (line.high, line.confidence, line.low, line.blank)]
    for name, number in named:
        if number < 0:
            yield _("%(name)s: %(number)d is below zero.") % {"name": name, "number": number}


def _chain(sheet: CountSheet) -> Iterator[str]:
    rules = (
        (sheet.present, sheet.summoned, _("Present (%(a)d) is more than summoned (%(b)d).")),
        (sheet.issued, sheet.present, _("Ballots issued (%(a)d) exceed voters present (%(b)d).")),
        (sheet.returned, sheet.issued, _("Ballots returned (%(a)d) exceed those issued (%(b)d).")),
        (sheet.valid, sheet.returned, _("Valid ballots (%(a)d) exceed those returned (%(b)d).")),
    )
    for smaller, larger, sentence in rules:
        if smaller > larger:
            yield sentence % {"a": smaller, "b": larger}


def _whole_ballots(sheet: CountSheet) -> Iterator[str]:
    invalid = sum(part.count for part in sheet.invalid)
    if sheet.valid + invalid != sheet.returned:
        yield _("Valid (%(valid)d) + invalid (%(invalid)d) is not returned (%(returned)d).") % {
            "valid": sheet.valid,
            "invalid": invalid,
            "returned": sheet.returned,
        }


def _lines(sheet: CountSheet) -> Iterator[str]:
    for line in sheet.lines:
        total = line.valid + line.blank
        if total != sheet.valid:
            yield _(
                "%(name)s: high %(high)d + confidence %(confidence)d + low %(low)d + "
                "blank %(blank)d = %(total)d, but %(valid)d valid ballots were returned."
            ) % {
                "name": line.name,
                "high": line.high,
                "confidence": line.confidence,
                "low": line.low,
                "blank": line.blank,
                "total": total,
                "valid": sheet.valid,
            }
