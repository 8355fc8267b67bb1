"""Text of a bundle cannot steer the terminal of whoever checks it."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.verifier import sample
from tests.verifier.sample import relisted
from verifier.checks import verify
from verifier.encoding import canonical
from verifier.group import choose
from verifier.report import LONGEST, Report, printable

# Clears the screen, colours it green, turns the direction of the text, and goes on for 40 lines.
HOSTILE = "\x1b[2J\x1b[H\x1b[32m\u202e\x9b2J PASS\r\n\v\x85\u2028" + "x" * 4000
JSON = [name for name in sample.FORM.files if name.endswith(".json")]


def printed(files: dict[str, bytes], path: Path) -> list[str]:
    output = io.StringIO()
    verify(Report("en", output), choose(), sample.packed(relisted(files), path))
    return output.getvalue().removesuffix("\n").split("\n")


def spoilt(content: Any) -> Iterator[Any]:
    """Yield copies with the hostile text at one place each: as a key, and instead of each value."""
    yield HOSTILE
    items = list(enumerate(content) if isinstance(content, list) else dict.items(content))
    if isinstance(content, dict):
        yield {**content, HOSTILE: "1"}
        yield {HOSTILE if name == items[0][0] else name: value for name, value in items}
    for name, value in items[:3]:
        for other in spoilt(value) if isinstance(value, dict | list) and value else [HOSTILE]:
            changed: Any = list(content) if isinstance(content, list) else dict(content)
            changed[name] = other
            yield changed


@pytest.mark.slow
@pytest.mark.parametrize("name", JSON)
def test_no_file_reaches_the_terminal_unfiltered(name: str, files: dict[str, bytes], tmp_path: Path) -> None:
    quiet, texts = len(printed(files, tmp_path / "b.zip")), list(spoilt(json.loads(files[name])))
    assert len(texts) >= 4
    for content in texts:
        lines = printed({**files, name: canonical(content)}, tmp_path / "b.zip")
        assert all(line.isprintable() for line in lines)
        assert max(map(len, lines)) < LONGEST + 80
        assert any(line.startswith("FAIL") for line in lines)
        assert len(lines) <= quiet


def test_characters_that_cannot_be_seen_are_replaced() -> None:
    assert printable("a\x1b[2J\u202eb\x85") == "a\ufffd[2J\ufffdb\ufffd"
    assert printable("Nguyễn Văn Đạt – 1") == "Nguyễn Văn Đạt – 1"


def test_long_text_is_cut() -> None:
    assert printable("x" * 200) == "x" * 200
    assert printable("x" * 201) == "x" * 199 + "…"
