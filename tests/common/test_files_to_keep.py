"""A file to keep has its name whatever letters are in it, and none of them ends the header."""

import pytest

from common.answers import file_to_keep


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("the.pdf", 'attachment; filename="the.pdf"'),
        ('a";b.pdf', 'attachment; filename="a\\";b.pdf"'),
        ("thẻ.pdf", "attachment; filename*=utf-8''th%E1%BA%BB.pdf"),
    ],
)
def test_name(name: str, header: str) -> None:
    answer = file_to_keep(b"%PDF", name)
    assert answer["Content-Disposition"] == header
    assert (answer.content, answer["Content-Type"]) == (b"%PDF", "application/pdf")


def test_text() -> None:
    answer = file_to_keep("ngày;mã", "ma.csv", "text/csv; charset=utf-8")
    assert (answer.content, answer["Content-Type"]) == ("ngày;mã".encode(), "text/csv; charset=utf-8")
