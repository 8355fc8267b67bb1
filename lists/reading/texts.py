"""Read CSV files in the encodings and with the separators that spreadsheets write."""

import csv
import io
import re

from django.utils.translation import gettext as _

from common.sheets import shown_text
from lists.errors import FileRefused
from lists.reading.legacy import require_unicode
from lists.reading.tables import MAX_COLUMNS, Grid

BOMS = (b"\xff\xfe", b"\xfe\xff")
AS_TEXT = re.compile(r'="(.*)"')  # how a CSV file keeps a spreadsheet from reading a number


def read(content: bytes) -> Grid:
    """Return the table of a CSV file. Raises `FileRefused`."""
    decoded = _decoded(content)
    if "\0" in decoded:
        raise FileRefused(_("This is not a text file in CSV format."))
    top = "".join(decoded.splitlines(keepends=True)[:10])
    separator = max(";,\t|", key=top.count)
    try:
        rows = [_cells(row) for row in csv.reader(io.StringIO(decoded), delimiter=separator)]
    except csv.Error as fault:
        raise FileRefused(_("This is not a text file in CSV format.")) from fault
    if rows and len(rows[0]) == 1 and str(rows[0][0]).lower().startswith("sep="):
        rows[0] = []
    return Grid("", rows)


def _cells(row: list[str]) -> list[str | None]:
    return [_cell(value) for value in row[:MAX_COLUMNS]]


def _cell(value: str) -> str | None:
    if as_text := AS_TEXT.fullmatch(value):
        return as_text[1]
    return shown_text(value) or None


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in BOMS else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        require_unicode(Grid("", [[line] for line in content.decode("latin-1").splitlines()[:500]]))
        raise FileRefused(
            _("The letters of the file cannot be read. Save it as “CSV UTF-8” or as XLSX.")
        ) from fault
