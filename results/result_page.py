"""The result page: figures beside their base, and a bar that is readable without colour."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from results.outcomes import BaseKind, CountSheet, LineCounts, ThresholdBand, outcome, share
from results.selectors import other_places
from results.sheet import sheet_of, thresholds_of
from rounds.frozen import FrozenConfiguration, frozen_configuration, headings
from rounds.models import Level, Round
from rounds.plan_shown import ShownPlan, shown_plan
from rounds.selectors import official_of_line

# Width of the bar in its own units; a part of this width has room for its number.
BAR_WIDTH = 600
ROOM_FOR_NUMBER = 64


@dataclass(frozen=True)
class BarPart:
    """One part of a bar: `x` and `width` in bar units, ready for an SVG attribute."""

    kind: str
    label: str
    count: int
    share: str
    x: str
    width: str
    middle: str
    holds_number: bool


@dataclass(frozen=True)
class OfficialRow:
    """One official: counts with their base, and the outcome."""

    number: int
    heading: str  # of the block of posts that begins here
    name: str
    posts: tuple[str, ...]
    base: int
    valid: int
    invalid: int
    parts: list[BarPart]
    levels: list[BarPart]
    outcome: str
    elsewhere: list[str]

    @property
    def summary(self) -> str:
        """The bar in words, for screen readers."""
        return "; ".join(f"{part.label}: {part.count} ({part.share})" for part in self.parts)


@dataclass(frozen=True)
class ResultPage:
    """Everything that the page of one round shows."""

    sheet: CountSheet
    base: str
    rows: list[OfficialRow]
    legend: list[tuple[str, str]]
    thresholds: list[ThresholdBand]
    words: FrozenConfiguration
    plan: ShownPlan | None


def result_page(round_: Round) -> ResultPage:
    """Return the page of a counted round; a fixed number of queries. Raises `Tally.DoesNotExist`."""
    sheet, thresholds = sheet_of(round_), thresholds_of(round_)
    elsewhere = other_places(round_)
    officials = official_of_line(round_)
    names = _part_names(round_, sheet)
    rows = [
        _row(sheet, line, heading, names, thresholds, elsewhere.get(officials[line.row], []))
        for line, heading in zip(sheet.lines, headings(line.block for line in sheet.lines), strict=True)
    ]
    return ResultPage(
        sheet=sheet,
        base=base_in_words(sheet),
        rows=rows,
        legend=list(names.items()),
        thresholds=sorted(thresholds, key=lambda band: band.order),
        words=frozen_configuration(round_),
        plan=shown_plan(round_),
    )


def base_in_words(sheet: CountSheet) -> str:
    """Return the base of the percentages in words, with its number if it is the same for all lines."""
    if sheet.base_kind is BaseKind.SUMMONED:
        return _("Percentages are of the people summoned: %(number)d.") % {"number": sheet.summoned}
    if sheet.base_kind is BaseKind.VALID:
        return _("Percentages are of the valid ballots for each official.")
    return _("Percentages are of the ballots returned: %(number)d.") % {"number": sheet.returned}


def _part_names(round_: Round, sheet: CountSheet) -> dict[str, str]:
    rules = round_.rule_set_copy or {}
    names = {level.value: rules[f"level_{level}"] for level in Level}
    if sheet.base_kind is BaseKind.RETURNED:
        return names | {"blank": _("Blank or invalid")}
    if sheet.base_kind is BaseKind.SUMMONED:
        return names | {"blank": _("Blank, invalid or not cast")}
    return names


def _row(
    sheet: CountSheet,
    line: LineCounts,
    heading: str,
    names: dict[str, str],
    thresholds: tuple[ThresholdBand, ...],
    elsewhere: list[str],
) -> OfficialRow:
    base = sheet.base(line)
    parts = _parts(line, names, base)
    reached = outcome(low=line.low, base=base, thresholds=thresholds)
    return OfficialRow(
        number=line.row,
        heading=heading,
        name=line.name,
        posts=line.posts,
        base=base,
        valid=line.valid,
        invalid=sheet.invalid_for(line),
        parts=parts,
        levels=parts[: len(Level)],
        outcome=reached.consequence if reached else "",
        elsewhere=elsewhere,
    )


def _parts(line: LineCounts, names: dict[str, str], base: int) -> list[BarPart]:
    counts = {level.value: line.count(level) for level in Level} | {"blank": base - line.valid}
    parts, before = [], 0
    for kind, label in names.items():
        parts.append(_part(kind, label, counts[kind], before, base))
        before += counts[kind]
    return parts


def _part(kind: str, label: str, count: int, before: int, base: int) -> BarPart:
    """Return a part; both edges are rounded from exact counts, so that parts never overlap or gap."""
    left, right = (BAR_WIDTH * edge // (base or 1) for edge in (before, before + count))
    return BarPart(
        kind=kind,
        label=label,
        count=count,
        share=share(count, base),
        x=str(left),
        width=str(right - left),
        middle=str((left + right) // 2),
        holds_number=right - left >= ROOM_FOR_NUMBER,
    )
