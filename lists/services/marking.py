"""The file of an import with its errors marked, for the clerk to correct."""

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string

from lists import kinds, sealing, selectors, writing_files
from lists.errors import FileRefused
from lists.models import ListImport
from lists.reading.files import read_tables


def marked(pk: UUID) -> bytes:
    """Return the file as XLSX: wrong cells coloured, a last column with the sentences. Raises `FileRefused` once it is gone."""
    found = ListImport.objects.get(pk=pk)
    if not found.content:
        raise FileRefused(_("The file is no longer kept."))
    read = {one["name"]: one for one in found.found.get("sheets", [])}
    tables = [table for table in read_tables(found.name, sealing.opened(found.content)) if table.name in read]
    faults: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    headings = {column.name: column.heading for column in kinds.named(found.kind).columns}
    for row in selectors.rows_with_faults(found):
        places = read[row.sheet]["places"]
        for name, sentence in row.faults:
            column = column_index_from_string(places[name]) - 1 if name in places else -1
            faults[row.sheet, row.number].append((column, f"{headings.get(name, name)}: {sentence}"))
    headers = {name: one["row"] - 1 for name, one in read.items()}
    return writing_files.with_errors(tables, faults, headers)
