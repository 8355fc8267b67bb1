"""Columns of lists: their headings, the spellings under which they are known, and how a cell is read."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from common.refusals import Text
from lists import cleaning

FULL_NAME = "full_name"
# The parts of a name in the order in which they are read.
NAME_PARTS = ("family", "middle", "given")
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def heading_key(text: str) -> str:
    """Return a heading without diacritics, signs, spaces and capitals."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if sign.isalnum() and sign.isascii())


def keys_of(heading: str) -> tuple[str, ...]:
    """Return the keys under which a heading may be known: as it stands, then without what is in brackets."""
    return tuple(dict.fromkeys((heading_key(heading), heading_key(BRACKETS.sub(" ", heading)))))


@dataclass(frozen=True)
class Column:
    """A column of a list. `heading` is printed in templates and exports; `spellings` are keys of other headings.

    `read` turns the value of a cell into the text that is kept, or raises `UnreadableCell`. With `is_secret`, the
    text is sealed while the import waits, and never shown. `hint` stands in the template.
    """

    name: str
    heading: str
    spellings: str = ""
    read: Callable[[Any], str] = cleaning.text
    hint: Text = ""
    example: str = ""
    most: int = 0  # characters; 0 where the reader checks the length
    is_required: bool = False
    is_secret: bool = False
    is_exported_only: bool = False  # stands in exports, not in the template

    @property
    def known_as(self) -> set[str]:
        return {*keys_of(self.heading), *self.spellings.split()}


@dataclass(frozen=True)
class NameColumns:
    """The spellings of headings of a name in several columns."""

    family: str = (
        "ho hodem holot hovadem hovalot hochulot hovachulot hotendem hotenlot hovatendem hovatenlot "
        "surname familyname lastname"
    )
    middle: str = "dem lot tendem tenlot chulot middlename"
    given: str = "ten givenname firstname"


def name_column(**changes: Any) -> Column:
    """Return the column of a person's full name; it may stand in several columns of a file."""
    values: dict[str, Any] = {
        "name": FULL_NAME,
        "heading": "Họ và tên",
        "spellings": "hovaten hoten hotenday hovatenday fullname name tencanbo hotencanbo",
        "read": cleaning.person_name,
        "example": "Nguyễn Văn A",
        "most": 150,
        "is_required": True,
    }
    return Column(**{**values, **changes})


def spellings(columns: tuple[Column, ...]) -> dict[str, str]:
    """Return key of a heading → name of the column or of a part of the name."""
    known: dict[str, str] = {}
    if any(column.name == FULL_NAME for column in columns):
        parts = NameColumns()
        for part in NAME_PARTS:
            known |= dict.fromkeys(getattr(parts, part).split(), part)
    for column in columns:
        known |= dict.fromkeys(column.known_as, column.name)
    return known
