"""The file that `rehearse` replays is read strictly; each fault has its line and reason."""

from pathlib import Path

import pytest

from simulation.rehearsal.published_file import BadFileError, read_published

DATA = Path(__file__).parents[1] / "data"
HEADER = "row,high,medium,low\n"
BAD = {
    "empty": (b"", 0),
    "only a header": (HEADER.encode(), 0),
    "missing column": (b"row,high,low\nA,1,1\n", 1),
    "column twice": (b"row,high,medium,low,low\nA,1,1,1,1\n", 1),
    "negative": ((HEADER + "A,1,-1,1\n").encode(), 2),
    "not a number": ((HEADER + "A,1,1,1\nB,one,1,1\n").encode(), 3),
    "fraction": ((HEADER + "A,1.5,1,1\n").encode(), 2),
    "empty cell": ((HEADER + "A,1,,1\n").encode(), 2),
    "other digits": ((HEADER + "A,١,1,1\n").encode(), 2),
    "too large": ((HEADER + "A,99999999999999999999,1,1\n").encode(), 2),
    "no name": ((HEADER + ",1,1,1\n").encode(), 2),
    "duplicate row": ((HEADER + "A,1,1,1\nB,1,1,1\nA,2,1,0\n").encode(), 4),
    "too many cells": ((HEADER + "A,1,1,1,1\n").encode(), 2),
    "too few cells": ((HEADER + "A,1,1\n").encode(), 2),
    "nothing marked": ((HEADER + "A,0,0,0\n").encode(), 0),
    "utf-16": ((HEADER + "A,1,1,1\n").encode("utf-16"), 1),
    "latin-1": ((HEADER + "A,1,1,1\nÉ,1,1,1\n").encode("latin-1"), 3),
    "binary": ((HEADER + "A,1,1,1\n\0\0\n").encode(), 3),
    "open quote": ((HEADER + 'A,1,1,"1\n').encode(), 2),
    "semicolons": (b"row;high;medium;low\nA;1;1;1\n", 1),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_names_file_line_and_reason(tmp_path: Path, name: str) -> None:
    content, line = BAD[name]
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(BadFileError) as refused:
        read_published(path)
    assert refused.value.line == line
    assert str(path) in str(refused.value)


def test_missing_file_is_reported_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadFileError) as refused:
        read_published(tmp_path / "none.csv")
    assert refused.value.line == 0


def test_more_marks_than_ballots(tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text(HEADER + "A,1,1,1\nB,2,1,1\n")
    with pytest.raises(BadFileError) as refused:
        read_published(path, returned=3)
    assert refused.value.line == 3
    assert len(read_published(path, returned=4)) == 2


def test_two_hundred_lines_at_most(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(HEADER + "".join(f"R{i},1,0,0\n" for i in range(201)))
    with pytest.raises(BadFileError) as refused:
        read_published(path)
    assert refused.value.line == 202


def test_column_order_extra_columns_and_bom_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "good.csv"
    path.write_bytes("\ufefflow, High ,note,row,medium\r\n3,1,x,Ông A,2\r\n\r\n".encode())
    [row] = read_published(path)
    assert (row.row, row.high, row.medium, row.low, row.marks, row.line) == ("Ông A", 1, 2, 3, 6, 2)


def test_percentages_are_read_where_they_were_published(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv"
    path.write_text('row,high,medium,low,pct_high,pct_medium,pct_low\nA,1,1,1,66.6,"30,10%",\n')
    [row] = read_published(path)
    assert row.shares == {"high": "66,60%", "medium": "30,10%"}


@pytest.mark.parametrize(("name", "rows"), [("2018", 17), ("2023-assembly", 5), ("2023-city", 18)])
def test_published_files_are_good(name: str, rows: int) -> None:
    assert len(read_published(DATA / f"published-{name}.csv")) == rows
