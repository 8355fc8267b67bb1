"""Reading of roll files, valid and malicious."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from rounds.errors import RoundError
from rounds.rollfile import MAX_BYTES, RollRow, read_roll

HEADER = ["Họ và tên", "Thư điện tử hoặc tên đăng nhập", "Chức vụ"]
AN = ["Nguyễn Văn An", "an@example.vn", "Trưởng phòng"]


def xlsx(*rows: list[str]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_(*rows: list[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", xlsx(HEADER, AN)),
        ("A.XLSX", xlsx(["Danh sách"], [], HEADER, AN)),
        ("a.csv", csv_(HEADER, AN)),
        ("a.csv", csv_(["Danh sách"], HEADER, AN)),
        ("a.csv", csv_(HEADER, AN, delimiter=";")),
        ("a.csv", csv_(HEADER, AN, delimiter="\t")),
        ("a.csv", csv_(HEADER, AN, encoding="utf-8-sig")),
        ("a.csv", csv_(HEADER, AN, encoding="utf-16")),
    ],
)
def test_reads_what_spreadsheets_write(name: str, content: bytes) -> None:
    row = read_roll(name, content)[0]
    assert (row.full_name, row.login, row.capacity) == tuple(AN)


@pytest.mark.parametrize(
    "header",
    [
        ["HỌ TÊN", "E-mail", "chức danh"],
        ["Họ và tên", "Email hoặc tên đăng nhập", "Chức vụ"],  # of earlier templates
        ["họ  và  tên ", "Tên đăng nhập", "Chức vụ"],
        ["Ho va ten", "Thư điện tử", "Chuc vu"],
    ],
)
def test_headers_as_people_write_them(header: list[str]) -> None:
    assert read_roll("a.csv", csv_(header, AN))[0].capacity == "Trưởng phòng"


def test_rows_are_numbered_as_the_spreadsheet_does() -> None:
    rows = read_roll("a.xlsx", xlsx(["Danh sách"], HEADER, AN, [], ["Bình", "b@example.vn", ""]))
    assert [row.number for row in rows] == [3, 5]


def test_unicode_forms_and_spaces_are_normalised() -> None:
    decomposed = ["Nguye\u0302\u0303n  Va\u0306n An", " an@example.vn ", ""]
    assert read_roll("a.csv", csv_(HEADER, decomposed)) == [RollRow(2, "Nguyễn Văn An", "an@example.vn", "")]


def bomb(part: str = "xl/worksheets/sheet1.xml", megabytes: int = 9) -> bytes:
    """Return a small archive with one part that is large: rows, or the styles that every reader loads."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b"0" * (megabytes * 1024 * 1024))
    return file.getvalue()


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.csv", lambda: b"", "empty"),
    ("a.xlsx", lambda: b"x" * (MAX_BYTES + 1), "larger than"),
    ("a.pdf", lambda: b"%PDF-", "XLSX or CSV"),
    ("a.xlsx", lambda: b"not a zip", "not a readable XLSX"),
    ("a.xlsx", bomb, "unpacks"),
    ("a.xlsx", lambda: bomb("xl/styles.xml", 2), "unpacks"),
    ("a.xlsx", lambda: xlsx(HEADER, AN)[:-300], "not a readable XLSX"),
    ("a.xlsx", lambda: xlsx(HEADER, ["=1+1", "a@example.vn", ""]), "Cell A2"),
    ("a.csv", lambda: csv_(HEADER, ["An", "=HYPERLINK(1)", ""]), "Cell B2"),
    ("a.csv", lambda: csv_(HEADER) + b"\r\nNguy\xe3n An,a@example.vn,", "cannot be read"),
    ("a.csv", lambda: b"a,b\0c", "not a text file"),
    ("a.csv", lambda: csv_(HEADER), "no person"),
    ("a.csv", lambda: csv_(["Tên", "Tuổi"], AN), "header was not found"),
    ("a.csv", lambda: b"\n\n", "header was not found"),
    ("a.csv", lambda: csv_(HEADER, *[AN] * 5001), "more than 5000"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED)
def test_refuses_in_one_sentence(
    name: str, content: Callable[[], bytes], sentence: str, english: None
) -> None:
    with pytest.raises(RoundError, match=sentence):
        read_roll(name, content())


def test_codes_and_digits_are_read_in_any_order_of_columns() -> None:
    content = "Mã CB;Họ và tên;Số CCCD\n cb - 12 ;Nguyễn Văn An;001190204618"
    [row] = read_roll("a.csv", content.encode())
    assert row == RollRow(2, "Nguyễn Văn An", "", "", "CB-12", "001190204618")
