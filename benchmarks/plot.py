"""Three small line charts as one SVG, readable on light and dark pages."""

from collections.abc import Sequence
from html import escape
from typing import Any

Found = dict[str, Any]
Line = tuple[str, Sequence[tuple[float, float]]]
WIDTH, HEIGHT, GAP = 300, 220, 60
COLOURS = ("#9b1c1c", "#1d4f91", "#3c6e47")
LEFT, TOP, BOTTOM = 46, 34, 40


def picture(found: Found) -> str:
    """Return the SVG of all charts with measured numbers."""
    charts = [chart for chart in (_lines(found), _ballots(found), _rounds(found)) if chart]
    width = max(1, len(charts)) * (WIDTH + GAP)
    drawn = "".join(
        f'<g transform="translate({number * (WIDTH + GAP) + GAP / 2},0)">{chart}</g>'
        for number, chart in enumerate(charts)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT + TOP + BOTTOM}" '
        f'font-family="sans-serif" font-size="12" role="img"><title>Cost by lines, ballots and rounds</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{drawn}</svg>\n'
    )


def _lines(found: Found) -> str:
    rows = found.get("sealing", {}).get("rows", [])
    names = {"verify": "verify", "libsodium": "bare libsodium", "look": "check at cast"}
    lines = [
        (label, [(row["lines"], row[name]["processor"]) for row in rows]) for name, label in names.items()
    ]
    return _chart("One ballot, ms of processor", "lines", lines)


def _ballots(found: Found) -> str:
    rows = list(found.get("growth", {}).get("voters", []))
    counting = found.get("counting", {})
    rows += [
        {"ballots": counting["ballots"], **row}
        for row in counting.get("rows", [])
        if row["workers"] == 2 and not row["kept_up"]
    ]
    points = [(row["ballots"], row["counted"]) for row in rows]
    spent = [(row["ballots"], row["processor"]) for row in rows]
    return _chart(
        "Closing to counts, s, none verified before", "ballots", [("elapsed", points), ("processor", spent)]
    )


def _rounds(found: Found) -> str:
    rows = found.get("growth", {}).get("rounds", [])
    names = {"added": "all added", "swept": "all rewritten"}
    lines = [(label, [(row["rounds"], row[name]) for row in rows]) for name, label in names.items()]
    return _chart("Rounds closed in one minute, s", "rounds", lines)


def _chart(title: str, across: str, lines: Sequence[Line]) -> str:
    points = [point for _, line in lines for point in line]
    if not points:
        return ""
    right, high = (max(point[axis] for point in points) * 1.05 or 1 for axis in (0, 1))
    drawn = [_axes(title, across, right, high)]
    drawn += [_line(number, line, right, high) for number, line in enumerate(lines)]
    return "".join(drawn)


def _axes(title: str, across: str, right: float, high: float) -> str:
    parts = [f'<text x="0" y="16" font-weight="bold">{escape(title)}</text>']
    for step in range(5):
        y = TOP + HEIGHT - HEIGHT * step / 4
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{high * step / 4:.3g}</text>')
        x = LEFT + (WIDTH - LEFT) * step / 4
        parts.append(
            f'<text x="{x:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{right * step / 4:.3g}</text>'
        )
    middle = (LEFT + WIDTH) / 2
    parts.append(f'<text x="{middle}" y="{TOP + HEIGHT + 34}" text-anchor="middle">{escape(across)}</text>')
    return "".join(parts)


def _line(number: int, line: Line, right: float, high: float) -> str:
    label, points = line
    colour = COLOURS[number]
    spots = [(LEFT + (WIDTH - LEFT) * x / right, TOP + HEIGHT - HEIGHT * y / high) for x, y in sorted(points)]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    marks = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in spots)
    return (
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>{marks}'
        f'<text x="{LEFT + 8}" y="{TOP + 14 + 16 * number}" fill="{colour}">{escape(label)}</text>'
    )
