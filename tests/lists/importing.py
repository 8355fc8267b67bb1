"""Lists as files, and imports taken step by step as a worker takes them."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from lists.models import ImportRow, ListImport
from lists.services import undoing, uploading, working
from officials.models import User

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, *merged: str, title: str = "Danh sách") -> bytes:
    """Return a workbook of one sheet with these rows and merged cells."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(kind: str, content: bytes, user: User, *, name: str = "a.xlsx", target: str = "") -> ListImport:
    """Upload a list and let it be read."""
    found = uploading.upload(kind=kind, target=target, name=name, content=content, actor=user)
    return worked(found)


def worked(found: ListImport) -> ListImport:
    working.work(found.pk)
    return ListImport.objects.get(pk=found.pk)


def taken(found: ListImport) -> ListImport:
    """Confirm an import and let it be written."""
    uploading.confirm(pk=found.pk)
    return worked(found)


def undone(found: ListImport) -> ListImport:
    undoing.ask_to_undo(pk=found.pk, reason="Nhầm danh sách")
    return worked(found)


def answered(found: ListImport, answers: dict[int, str], **options: Any) -> ListImport:
    uploading.answer(pk=found.pk, answers=answers, options=options)
    return worked(found)


def rows(found: ListImport, state: str = "") -> list[ImportRow]:
    """Return the rows of an import, of one state if given."""
    return list(found.rows.filter(**({"state": state} if state else {})).order_by("pk"))


def faults(found: ListImport) -> list[tuple[int, str, str]]:
    """Return row, column and sentence of everything that is wrong."""
    return [(row.number, column, text) for row in rows(found) for column, text in row.faults]
