"""Lists as agencies write them (`tests/data/lists/`), each with what must come of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from lists import kinds
from lists.errors import FileRefused
from lists.reading.files import read_tables
from lists.services.finding import ReadList, Unclear, find

pytestmark = pytest.mark.django_db
LISTS = Path(__file__).parents[1] / "data/lists"
EXPECTED: dict[str, dict[str, Any]] = json.loads((LISTS / "expected.json").read_text())


def found(name: str) -> ReadList | Unclear:
    kind = kinds.named(EXPECTED[name]["kind"])
    return find(kind, read_tables(name, (LISTS / name).read_bytes()), {})


def test_every_list_has_what_must_come_of_it() -> None:
    assert {path.name for path in LISTS.iterdir()} == {*EXPECTED, "expected.json"}
    assert len(EXPECTED) >= 20


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if "refused" in wanted])
def test_file_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(FileRefused, match=EXPECTED[name]["refused"]):
        found(name)


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if "asks" in wanted])
def test_clerk_is_asked(name: str) -> None:
    answer = found(name)
    assert isinstance(answer, Unclear)
    assert answer.about == EXPECTED[name]["asks"]


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if {"rows", "wrong"} & {*wanted}])
def test_rows_are_read(name: str) -> None:
    wanted, answer = EXPECTED[name], found(name)
    assert isinstance(answer, ReadList), answer
    if "rows" in wanted:
        values = [
            {key: row.values.get(key) for key in one}
            for row, one in zip(answer.rows, wanted["rows"], strict=True)
        ]
        right = [row for row, planned in zip(values, answer.rows, strict=True) if not planned.faults]
        assert right == [
            one for one, planned in zip(wanted["rows"], answer.rows, strict=True) if not planned.faults
        ]
    wrong = [[row.number, column] for row in answer.rows for column, _text in row.faults]
    assert wrong == wanted.get("wrong", [])
    assert [text for sheet in answer.sheets for text in sheet.unused] == wanted.get("unused", [])
    hidden = [one for sheet in answer.sheets for one in (*sheet.hidden_rows, *sheet.hidden_columns)]
    assert hidden == wanted.get("hidden", [])
    assert answer.unread == wanted.get("unread", [])
    assert len(answer.left_out) == wanted.get("left_out", 0)
