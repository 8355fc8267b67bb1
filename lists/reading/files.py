"""Read an uploaded file into tables; what is not a list is refused with a sentence that says what to do."""

from django.utils.translation import gettext as _

from lists.errors import FileRefused
from lists.reading import texts
from lists.reading.legacy import require_unicode
from lists.reading.tables import MAX_BYTES, MAX_ROWS, Grid

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORD = "WordDocument".encode("utf-16-le")


def read_tables(name: str, content: bytes) -> list[Grid]:
    """Return the tables of a file that hold anything. Raises `FileRefused` with one sentence."""
    _require_size(content)
    _require_kind(name.lower(), content)
    tables = _read_workbook(content) if content.startswith(b"PK") else [texts.read(content)]
    found = [table for table in tables if not table.is_empty]
    if not found:
        raise FileRefused(_("The file is empty."))
    if sum(len(table.rows) for table in found) > MAX_ROWS:
        raise FileRefused(_("The file has more than %(count)d rows. Divide it.") % {"count": MAX_ROWS})
    for table in found:
        require_unicode(table)
    return found


def _read_workbook(content: bytes) -> list[Grid]:
    from lists.reading import workbooks  # noqa: PLC0415 - imports openpyxl

    return workbooks.read(content)


def _require_size(content: bytes) -> None:
    if not content:
        raise FileRefused(_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise FileRefused(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20})


def _require_kind(name: str, content: bytes) -> None:
    """Refuse what is neither XLSX nor text, by its first bytes; the ending of a name may be wrong."""
    if content.startswith(OLE):
        raise FileRefused(_of_old_office(content))
    beginning = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if beginning.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")):
        raise FileRefused(
            _(
                "This is a web page, although Excel may open it. Open it in Excel, choose Save as, and the type "
                "“Excel Workbook (*.xlsx)”."
            )
        )
    if content.startswith(b"%PDF"):
        raise FileRefused(_("This is a PDF file. Ask for the list as an Excel file (XLSX) or CSV."))
    if not content.startswith(b"PK") and not name.endswith((".csv", ".txt", ".tsv")):
        raise FileRefused(_("Choose a file in XLSX or CSV format."))


def _of_old_office(content: bytes) -> str:
    if ENCRYPTED in content:
        return _("The file is protected by a password. Remove the password in Excel, save it and try again.")
    if WORD in content:
        return _("This is a Word document. Copy its table into Excel and save it as XLSX.")
    return _(
        "This is a file of an old Excel (.xls). Open it in Excel, choose Save as, and the type "
        "“Excel Workbook (*.xlsx)”."
    )
