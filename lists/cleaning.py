"""Texts of cells as agencies write them, made into the texts that are kept.

Each reader takes the value of a cell and returns a text, "" for an empty cell, or raises `UnreadableCell` with what
follows the place of the cell in a sentence.
"""

import datetime
import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from common.written_dates import YEARS, Unreadable, read_day
from lists.errors import UnreadableCell

HONORIFICS = r"(?:ông\s*/\s*bà|ông\s*\(\s*bà\s*\)|ông|bà|đồng\s+chí|đ\s*/\s*c|đ\.\s*c\.?)"
HONORIFIC = re.compile(rf"\A{HONORIFICS}\s*[:.]?\s+", re.IGNORECASE)
DEGREES = re.compile(
    r"\A(?:(?:GS|PGS|TSKH|TS|ThS|Th\.S|BS|BSCK\s?I{1,2}|KS|CN|LS|NGƯT|NGND|Tiến sĩ|Thạc sĩ)\s*\.?\s*[,.\s]\s*)+"
)
# Ranks of army and police.
RANKS = re.compile(r"\A(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy|uý)[\s,]+", re.IGNORECASE)
# `UBND` and `TCCB` are no syllables, so they keep their capitals.
VOWELS = "aeiouyăâêôơư"
SYLLABLE = re.compile(
    rf"(?:ngh?|[ckg]h|gi|qu|th|tr|nh|ph|[bcdđghklmnpqrstvx])?[{VOWELS}]{{1,3}}(?:ch|nh|ng|[cmnpt])?"
)
MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?\Z")  # behind dates that a program wrote as text
SERIALS = range(10_000, 80_000)  # 1927 to 2119 as Excel counts days


def text(value: Any) -> str:
    """Return the text of a cell: composed, without invisible signs and with single spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%d/%m/%Y}"
    written = str(value)
    if written.isprintable():  # nearly all texts
        return " ".join(unicodedata.normalize("NFC", written).split())
    signs = (
        " " if unicodedata.category(sign) in ("Cc", "Zs", "Zl", "Zp") else sign
        for sign in written
        if unicodedata.category(sign) != "Cf"
    )
    return " ".join(unicodedata.normalize("NFC", "".join(signs)).split())


def person_name(value: Any) -> str:
    """Return a name without forms of address, ranks and degrees, in small letters with capitals at the beginnings."""
    name = text(value)
    bare = DEGREES.sub("", RANKS.sub("", HONORIFIC.sub("", name, count=1), count=1), count=1)
    return _in_small_letters(bare if len(bare.split()) > 1 else name)


def name_of_family_ong(value: Any) -> str:
    """Return a name as `person_name` does, of a list in which `Ông` is the name of a family."""
    return _in_small_letters(text(value))


def _in_small_letters(bare: str) -> str:
    return capitals_lowered(bare, capital_of_word) if bare.isupper() or bare.islower() else bare


def begins_with_address(value: Any) -> bool:
    """Return whether a name begins with a form of address; `Ông` may also be the name of a family."""
    return bool(HONORIFIC.match(text(value)))


def begins_with_ong(value: Any) -> bool:
    return text(value).casefold().startswith("ông ")


def capital_of_word(word: str) -> str:
    """Return a word in small letters whose parts begin with capitals: `H'Hen`, `Kđăm`."""
    return re.sub(r"[^\W\d_]+", lambda part: part[0][0].upper() + part[0][1:].lower(), word)


def capitals_lowered(words: str, each: Any) -> str:
    return " ".join(each(word) for word in words.split())


def post_title(value: Any) -> str:
    """Return a post; one in capitals gets small letters, except for abbreviations such as `UBND`."""
    title = text(value)
    if not title.isupper() or len(title.split()) < 2:
        return title
    small = " ".join(word.lower() if is_syllable(word) else word for word in title.split())
    return small[0].upper() + small[1:]


def is_syllable(word: str) -> bool:
    """Return whether a word can be spoken as one Vietnamese syllable."""
    toneless = "".join(_without_tone(sign) for sign in word.lower() if sign.isalpha() or sign == "-")
    return all(bool(SYLLABLE.fullmatch(part)) for part in toneless.split("-") if part)


def _without_tone(sign: str) -> str:
    parts = unicodedata.normalize("NFD", sign)
    return unicodedata.normalize(
        "NFC", "".join(one for one in parts if one not in "\u0300\u0301\u0303\u0309\u0323")
    )


def day(value: Any) -> str:
    """Return a date as `YYYY-MM-DD`: a date of the sheet, a serial number, or day/month/year."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    written = text(value)
    if not written:
        return ""
    written = MIDNIGHT.sub("", written).removeprefix("'")
    if re.fullmatch(r"\d{4,5}(\.\d+)?", written):
        return _of_number(float(written))
    try:
        return read_day(re.sub(r"\s*([/.-])\s*", r"\1", _in_words(written))).isoformat()
    except Unreadable as fault:
        raise UnreadableCell(str(fault)) from fault


def _of_number(number: float) -> str:
    if int(number) in YEARS:
        raise UnreadableCell(_("There is only a year. Write the date as day/month/year, such as 05/02/2026."))
    if int(number) not in SERIALS:
        raise UnreadableCell(_("Write the date as day/month/year, such as 05/02/2026."))
    from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel  # noqa: PLC0415 - slow to import

    found: Any = from_excel(int(number), CALENDAR_WINDOWS_1900)
    return found.date().isoformat() if isinstance(found, datetime.datetime) else str(found)


def _in_words(written: str) -> str:
    """Return `5/2/2026` for “ngày 5 tháng 2 năm 2026”."""
    words = re.fullmatch(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", written, re.IGNORECASE)
    return "/".join(words.groups()) if words else written


def email(value: Any) -> str:
    """Return an e-mail address in small letters."""
    written = text(value).removeprefix("mailto:").lower().strip("<>;,. ")
    if not written:
        return ""
    if len([part for part in re.split(r"[;,\s]+", written) if part]) > 1:
        raise UnreadableCell(_("There is more than one address. Keep one."))
    try:
        validate_email(written)
    except ValidationError as fault:
        raise UnreadableCell(_("“%(text)s” is not an e-mail address.") % {"text": written}) from fault
    return written


def login(value: Any) -> str:
    """Return an e-mail address or a user name in small letters."""
    written = text(value).removeprefix("mailto:").lower()
    if len(written.split()) > 1:
        raise UnreadableCell(
            _("“%(text)s” is neither an e-mail address nor a user name.") % {"text": written}
        )
    return email(written) if "@" in written else written


YES = {"x", "có", "co", "1", "yes", "y", "true", "đúng", "v", "✓", "✔"}
NO = {"", "không", "khong", "0", "no", "n", "false", "sai", "-"}


def yes_or_no(value: Any) -> str:
    """Return `x` for yes, "" for no."""
    written = text(value).casefold()
    if written in YES:
        return "x"
    if written in NO:
        return ""
    raise UnreadableCell(_("Write x for yes; leave it empty for no."))


def one_of(choices: dict[str, str]) -> Any:
    """Return a reader of a fixed choice; `choices` has the text to keep under each spelling in small letters."""

    def read(value: Any) -> str:
        written = text(value).casefold()
        if not written:
            return ""
        if written not in choices:
            allowed = "; ".join(f"“{one}”" for one in dict.fromkeys(choices.values()))
            raise UnreadableCell(_("Write one of these: %(choices)s.") % {"choices": allowed})
        return choices[written]

    return read
