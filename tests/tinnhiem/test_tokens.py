"""One place for colour, size and space: the other style sheets use the names of tokens.css only."""

import re
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR

CSS = BASE_DIR / "static" / "css"
SHEETS = sorted(path for path in CSS.rglob("*.css") if path.name != "tokens.css")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")
NAMES = re.compile(r"var\((--[\w-]+)")
MEASURED = r"(?:font-size|letter-spacing|padding|margin|gap|border|outline|box-shadow|text-underline)"
RAW = re.compile(rf"\b{MEASURED}[a-z-]*:[^;}}]*?(?<![\w.-])-?[0-9.]+(?:px|rem|em)\b")
PAPER = re.compile(r"@media print \{.*?\n\}", re.DOTALL)
# What only screen readers meet; the drawing's own units in a chart.
EXEMPT = ("margin: -1px", "font-size: 32px")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_only_tokens_hold_values(sheet: Path) -> None:
    text = sheet.read_text()
    assert COLOUR.findall(text) == []
    assert [raw for raw in RAW.findall(PAPER.sub("", text)) if raw not in EXEMPT] == []


def test_every_name_used_is_a_token() -> None:
    known = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text()))
    used = {name for sheet in SHEETS for name in NAMES.findall(sheet.read_text())}
    assert used - known == set()
    assert known - used - set(NAMES.findall((CSS / "tokens.css").read_text())) == set()
