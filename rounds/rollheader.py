"""Find the columns of a roll by their headings; a name may stand in several columns."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from rounds.errors import RoundError

COLUMNS = {
    "full_name": "Họ và tên",
    "login": "Thư điện tử hoặc tên đăng nhập",
    "capacity": "Chức vụ",
    "staff_code": "Mã cán bộ",
    "identity": "6 số cuối căn cước",
}
# One of these tells people apart.
KEYS = ("login", "staff_code")
# The parts of a name in the order in which they are read.
FAMILY, GIVEN = "Họ và tên đệm", "Tên"
NAME_PARTS = ("full_name", "family", "middle", "given")
# Spellings of headings, without diacritics and spaces.
SPELLINGS = {
    "full_name": "hovaten hoten hotenday hovatenday fullname name",
    "family": (
        "ho hodem holot hovadem hovalot hochulot hovachulot hotendem hotenlot hovatendem hovatenlot "
        "surname familyname lastname"
    ),
    "middle": "dem lot tendem tenlot chulot middlename",
    "given": "ten givenname firstname",
    "login": (
        "email mail thudientu thudientuhoactendangnhap diachiemail tendangnhap taikhoan "
        "emailtendangnhap emailhoactendangnhap username"
    ),
    "capacity": "chucvu chucdanh chucdanhchucvu tucach capacity position",
    "staff_code": "macanbo macb masocanbo macanbocongchuc manhanvien masonhanvien mavienchuc msnv mscb staffcode",
    "identity": "6socuoicancuoc sausocuoicancuoc socuoicancuoc socancuoc cancuoc socccd cccd sodinhdanh sodinhdanhcanhan",
}
KNOWN = {spelling: field for field, words in SPELLINGS.items() for spelling in words.split()}


class RollFileRefused(RoundError):
    """The file as a whole cannot be read."""


@dataclass(frozen=True)
class Header:
    """The row below which the people stand, field → column, and the columns without a heading."""

    row: int
    places: dict[str, int]
    merged: tuple[int, ...] = ()

    def value(self, cells: Sequence[str], field: str) -> str:
        """Return the text of a row in the column of `field`; "" if there is none."""
        return _cell(cells, self.places.get(field, len(cells)))

    def name(self, cells: Sequence[str], row: int) -> str:
        """Return the whole name of a row (0-based). Raises `RollFileRefused` if a part could be lost."""
        parts = [column for column in NAME_PARTS if column in self.places]
        name = " ".join(self.value(cells, part) for part in parts if part != "full_name")
        if "full_name" in self.places:
            beginning = self.value(cells, "full_name")
            self._require_end(beginning, name, row)
            name = " ".join([beginning, *(_cell(cells, column) for column in self.merged)])
        elif name:
            self._require_given(name, self.value(cells, "given"), row)
        return " ".join(name.split())

    def _require_given(self, name: str, given: str, row: int) -> None:
        """Refuse a name whose last part is missing, and one word that may be only this part."""
        place = _place(row, self.places["given"])
        if not given:
            raise RollFileRefused(_("Cell %(place)s is empty: the name is incomplete.") % {"place": place})
        if self.places.keys().isdisjoint(("family", "middle")) and len(name.split()) < 2:
            raise _only_one_word(place, name)

    def _require_end(self, full_name: str, part: str, row: int) -> None:
        """Accept a column that repeats the end of the whole name, such as one made for sorting."""
        written, repeated = full_name.casefold().split(), part.casefold().split()
        if repeated and written[-len(repeated) :] != repeated:
            last = max(self.places[field] for field in NAME_PARTS[1:] if field in self.places)
            raise _two_names(_place(row, last), part, full_name)


def find_header(table: list[list[str]]) -> Header:
    """Return the header, which may stand below a title and have a second row for the parts of a name."""
    for index, cells in enumerate(table[:10]):
        places = _places(cells, index)
        below = _places(table[index + 1], index + 1) if index + 1 < len(table) else {}
        if (
            not places.keys().isdisjoint(KEYS)
            and "full_name" in places
            and {"family", "given"} <= below.keys()
        ):
            del places["full_name"]
            return Header(index + 1, below | places)
        if not places.keys().isdisjoint(KEYS) and not {"full_name", "given", "family"}.isdisjoint(places):
            return _complete(Header(index, places), cells)
    needed = ", ".join(f"“{COLUMNS[field]}”" for field in ("full_name", "login"))
    raise RollFileRefused(
        _("The header was not found. The first rows must have the columns %(columns)s.") % {"columns": needed}
    )


def _complete(header: Header, cells: Sequence[str]) -> Header:
    """Refuse a header that has the first part of the names only."""
    if "full_name" in header.places or "given" in header.places:
        return header
    place = _place(header.row, header.places["family"])
    text = _("Cell %(place)s is headed “%(heading)s”, but there is no column “%(given)s”. Add its heading.")
    values = {"place": place, "heading": cells[header.places["family"]], "given": GIVEN}
    raise RollFileRefused(text % values)


def unnamed_beside_name(header: Header, table: list[list[str]]) -> tuple[int, ...]:
    """Return the columns directly to the right of the whole name that hold texts and have no heading."""
    found: list[int] = []
    column = header.places.get("full_name", -2) + 1
    width = max(map(len, table))
    while 0 < column < width and not _cell(table[header.row], column):
        found.append(column)
        column += 1
    below = table[header.row + 1 :]
    return tuple(column for column in found if any(_cell(cells, column) for cells in below))


def first_text(header: Header, table: list[list[str]], column: int) -> tuple[str, str]:
    """Return place and text of the first filled cell of a column below the header."""
    for row, cells in enumerate(table[header.row + 1 :], start=header.row + 1):
        if _cell(cells, column):
            return _place(row, column), _cell(cells, column)
    raise LookupError(column)


def _places(cells: Sequence[str], row: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for column, cell in enumerate(cells):
        field = KNOWN.get(_key(cell))
        if field in NAME_PARTS and field in places:
            raise _twice(cell, _place(row, places[field]), _place(row, column))
        if field:
            places.setdefault(field, column)
    return places


def _key(header: str) -> str:
    plain = unicodedata.normalize("NFD", header.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if sign.isalnum() and sign.isascii())


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _place(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"


def _only_one_word(place: str, text: str) -> RollFileRefused:
    sentence = _(
        "Cell %(place)s holds one word only, “%(text)s”. If the rest of the names is in another column, "
        "head that column “%(family)s”; if this is the whole name, head the column “%(whole)s”."
    )
    values = {"place": place, "text": text, "family": FAMILY, "whole": COLUMNS["full_name"]}
    return RollFileRefused(sentence % values)


def _two_names(place: str, text: str, full_name: str) -> RollFileRefused:
    sentence = _(
        "Cell %(place)s holds “%(text)s”, but the name beside it is “%(name)s”. If the name is divided "
        "into two columns, head them “%(family)s” and “%(given)s”."
    )
    values = {"place": place, "text": text, "name": full_name, "family": FAMILY, "given": GIVEN}
    return RollFileRefused(sentence % values)


def _twice(heading: str, first: str, again: str) -> RollFileRefused:
    sentence = _("Cells %(first)s and %(again)s have the same heading “%(heading)s”. Keep one of them.")
    return RollFileRefused(sentence % {"first": first, "again": again, "heading": heading})


def no_heading(place: str, text: str) -> RollFileRefused:
    """Return the refusal of a text beside the names in a column without a heading."""
    sentence = _(
        "Cell %(place)s holds “%(text)s” in a column without a heading. Give the column a heading. If the "
        "names are divided into two columns, head them “%(family)s” and “%(given)s”."
    )
    return RollFileRefused(sentence % {"place": place, "text": text, "family": FAMILY, "given": GIVEN})
