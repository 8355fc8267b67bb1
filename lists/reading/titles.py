"""Rows of a sheet that are none of its list: titles over a part of it, sums, signatures, headings once more."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from lists.columns import FULL_NAME, NAME_PARTS, heading_key
from lists.reading.headers import ListHeader
from lists.reading.tables import Grid

SUMS = re.compile(r"(tổng|cộng)\b|tổng (số|cộng)|danh sách (này )?(có|gồm)|ấn định danh sách", re.IGNORECASE)
SIGNATURES = re.compile(
    r"người (lập|tổng hợp|kiểm tra)\b|nơi nhận|\(?ký(, |\s+(và\s+)?)(ghi|họ|tên|đóng)|t/?m\. |k/?t\. |"
    r"thủ trưởng (đơn vị|cơ quan)|(.*, )?ngày\s*[\d.…]+\s*tháng\s*[\d.…]+\s*năm\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\(?\s*\d{1,2}\s*\)?|\(?[a-z]\)?", re.IGNORECASE)
# How parts of a list are numbered, beside their title or before it; people have Arabic numbers.
PART = re.compile(r"(?:[IVX]{1,6}|[A-HĐ])\s*[.)/:-]?")
PART_BEFORE = re.compile(r"(?:[IVX]{1,6}|[A-HĐ])\s*(?:[.)/:]\s*|[-–]\s+)(?=\w)")
COUNT_BEHIND = re.compile(
    r"\s*(?:[:.]|\(\s*\d+[^)]*\)|[:–-]\s*\d+\s*(?:người|đồng chí|đ/c)\.?)\s*\Z", re.IGNORECASE
)
# Words with which a unit begins, and no name of a person.
UNITS = re.compile(
    r"(?:phòng|ban|vụ|cục|sở|chi cục|tổng cục|trung tâm|viện|văn phòng|thanh tra|ủy ban|uỷ ban|ubnd|hđnd|đảng ủy|đảng uỷ|"
    r"chi bộ|đảng bộ|khối|công đoàn|bệnh viện|công ty|trường)\s+\S",
    re.IGNORECASE,
)
KEYS = re.compile(r"[\d@]")  # what people of a list have beside their names
FEW = 2  # cells of a row below the list that hold anything


class RowsApart:
    """Tells the rows of one sheet apart, from the header down.

    `title` is the last title over a part of the list, without its number: often the unit of the people below it.
    """

    def __init__(self, table: Grid, header: ListHeader) -> None:
        self.headings = [heading_key(text) for text in table.texts(header.row)]
        self.mapped = {column for found in header.places.values() for column in found}
        self.naming = next(
            (header.places[one] for one in (FULL_NAME, *NAME_PARTS, "name") if one in header.places), ()
        )
        self.is_of_people = bool(header.places.keys() & {FULL_NAME, *NAME_PARTS})
        self.across = {area.top for area in table.areas if area.right - area.left >= 2}
        self.continued = {
            row
            for area in table.areas
            if area.left in self.naming
            for row in range(area.top + 1, area.bottom + 1)
        }
        self.title = ""
        self.has_sum = self.is_signed = False

    def why_left_out(self, row: int, texts: Sequence[str]) -> str:
        """Return why a row is not one of the list; "" if it is."""
        filled = [column for column, text in enumerate(texts) if text]
        if [heading_key(text) for text in texts] == self.headings:
            return _("the header once more")
        if len(filled) > 1 and all(NUMBERED.fullmatch(texts[column]) for column in filled):
            return _("numbers of the columns")
        if self._is_sum(texts, filled):
            self.has_sum = True
            return _("a sum")
        if row not in self.continued and self._is_below(texts, filled):
            return _("below the list")
        if self._is_title(row, texts, filled):
            self.title = _plain(max((texts[column] for column in filled), key=len))
            return _("a title inside the list")
        return "" if self.mapped & {*filled} else _("outside the columns that are read")

    def _is_sum(self, texts: Sequence[str], filled: Sequence[int]) -> bool:
        counted = len(filled) == 1 and filled[0] in self.naming and texts[filled[0]].isdecimal()
        return counted or any(SUMS.match(texts[column]) for column in filled[:2])

    def _is_below(self, texts: Sequence[str], filled: Sequence[int]) -> bool:
        """Return whether a row is what stands below lists: place and date, signatures, names of those who signed."""
        named = [texts[column] for column in filled if column in self.naming]
        if len(filled) <= FEW + 1 and any(map(SIGNATURES.match, named or texts)):
            self.is_signed = True
            return True
        if len(filled) > FEW:
            return False
        return (self.has_sum and not named) or (self.is_signed and not any(map(KEYS.search, texts)))

    def _is_title(self, row: int, texts: Sequence[str], filled: Sequence[int]) -> bool:
        if len(filled) > FEW:
            return False
        if row in self.across:
            return True
        if not self.mapped & {*filled}:
            return len(filled) == 1 or bool(PART.fullmatch(texts[filled[0]]))
        return self._has_only_a_name(filled) and self._is_name_of_a_part(texts, filled)

    def _is_name_of_a_part(self, texts: Sequence[str], filled: Sequence[int]) -> bool:
        """Return whether a text that stands alone in the column of names is numbered as a part, or names a unit."""
        if not self.is_of_people and len(self.mapped) == 1:
            return False  # a list of units that has their names only
        text = next(texts[column] for column in filled if column in self.naming)
        numbers = [texts[column] for column in filled if column not in self.naming]
        if any(map(PART.fullmatch, numbers)) or PART_BEFORE.match(text):
            return True
        return self.is_of_people and bool(UNITS.match(text))

    def _has_only_a_name(self, filled: Sequence[int]) -> bool:
        named = self.mapped & {*filled}
        return len(named) == 1 and named <= {*self.naming}


def _plain(title: str) -> str:
    """Return a title without its number and without the number of people behind it."""
    return COUNT_BEHIND.sub("", PART_BEFORE.sub("", title, count=1), count=1).strip()
