"""Recognise Vietnamese written for old fonts (TCVN3, VNI) or read in a wrong encoding, and refuse it.

Such texts are letters of western Europe in places where Vietnamese has none. Converting them is left to a program
made for it, because a wrong guess changes names.
"""

import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from lists.errors import FileRefused
from lists.reading.tables import Grid, place

LOOKED_AT = 4000  # texts with letters beyond ASCII
# Inside a word: signs that TCVN3 uses as letters, and letters that Vietnamese does not have.
TCVN3 = re.compile(
    r"[A-Za-z][¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇËÎÏÑÖ×ØÜÞßäåæçëîïñöøüûþÐ]|[¨©ª«¬®µ¶·¸¹»¼½¾®][A-Za-z]|\b[¡¢£¤¥¦\u00a7]\w|[a-z][À-Þ]"
)
# A vowel and a second letter that stands for its tone or its hat; ñ, ö and ï are letters of their own.
VNI = re.compile(
    r"[aA][âáàåãäêéèúüëùøûõïÂÁÀÅÃÄÊÉÈÚÜËÙØÛÕÏ]|[eE][âáàåãäùøûõïÂÁÀÅÃÄÙØÛÕÏ]|[oO][âåäøûïÂÅÄØÛÏ]|"
    r"[uU][øûõïØÛÕÏ]|[yY][ùøûõÙØÛÕ]|[ôöÔÖ][ùøûõïÙØÛÕÏ]|ñ[a-zôö]|Ñ[A-Za-zÔÖôö]"
)
# UTF-8 that was read as Windows-1252.
BROKEN = re.compile(r"á[º»]|Ä[‘\u0091ƒ\u0090\u0083]|Æ[°¡]|Ã[¡¢£¨©ª²³´µ¹º\u00a0­]")
LEAST_SHARE = 0.3


def require_unicode(table: Grid) -> None:
    """Raise `FileRefused` for a table that was written for the fonts of an old encoding, with how to convert it."""
    texts = list(islice(_foreign(table), LOOKED_AT))
    for pattern, sentence in ((BROKEN, _broken), (VNI, _vni), (TCVN3, _tcvn3)):
        found = [(where, text) for where, text in texts if pattern.search(text)]
        if found and len(found) >= LEAST_SHARE * len(texts):
            where, text = found[0]
            raise FileRefused(sentence() % {"place": where, "text": text[:60]})


def _foreign(table: Grid) -> Iterator[tuple[str, str]]:
    """Yield the texts that have letters beyond ASCII, with their places."""
    for row, values in enumerate(table.rows):
        for column, value in enumerate(values):
            if isinstance(value, str) and not value.isascii():
                yield place(row, column), value


def _tcvn3() -> str:
    return _(
        "Cell %(place)s holds “%(text)s”: the list is written for the font encoding TCVN3 (ABC, fonts such as "
        ".VnTime). In UniKey press Ctrl+Shift+F6, convert the text from TCVN3 (ABC) to Unicode, and choose the file "
        "once more."
    )


def _vni() -> str:
    return _(
        "Cell %(place)s holds “%(text)s”: the list is written for the font encoding VNI (fonts such as VNI-Times). "
        "In UniKey press Ctrl+Shift+F6, convert the text from VNI Windows to Unicode, and choose the file once more."
    )


def _broken() -> str:
    return _(
        "Cell %(place)s holds “%(text)s”: the letters were lost when the file was saved. Export it once more as XLSX "
        "or as “CSV UTF-8”."
    )
