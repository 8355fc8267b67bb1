"""What a person sends from the page of a list, and the files that come back."""

import csv
import io
from typing import Any

import openpyxl
from django.test import Client
from django.urls import reverse

from officials.models import Unit

VI = {"accept-language": "vi"}


def export(desk: Client, table: str, form: str = "xlsx", query: str = "") -> list[list[Any]]:
    """Return the rows of an exported list, the headings first."""
    answer = desk.post(f"{reverse(f'admin:{table}_export', args=[form])}?{query}", headers=VI)
    assert answer.status_code == 200
    return read(form, answer.content)


def read(form: str, content: bytes) -> list[list[Any]]:
    """Return the rows of a file."""
    if form == "csv":
        return [list(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def choose(desk: Client, table: str, query: str = "", **data: Any) -> Any:
    """Send the form that stands below a list."""
    return desk.post(f"{reverse(f'admin:{table}_choose')}?{query}", data, headers=VI)


def begin(desk: Client, table: str, rows: list[Any], query: str = "") -> str:
    """Choose rows to change; return the address of their page."""
    answer = choose(desk, table, query, row=[row.pk for row in rows], act="edit")
    assert answer.status_code == 302
    return str(answer.headers["location"])


def change(desk: Client, address: str, *, confirmed: bool = True, reason: str = "", **values: Any) -> Any:
    """Send values for the chosen rows, each with its box ticked."""
    ticked = {f"change_{name}": "on" for name in values}
    sent = {**values, **ticked, "reason": reason} | ({"confirmed": "yes"} if confirmed else {})
    return desk.post(address, sent, headers=VI)


def places(units: list[Unit]) -> set[str]:
    """Return where the units are, as the database knows it."""
    return set(Unit.objects.filter(pk__in=[unit.pk for unit in units]).values_list("place", flat=True))
