"""What the page of an import shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.numbers import whole_number
from lists.columns import FULL_NAME, NAME_PARTS
from lists.kinds import ListKind
from lists.models import ImportRow, ListImport
from lists.planned import RowState
from lists.reading.tables import letter_of
from secretariat.list_forms import choices_of

TEMPLATES = {
    ListImport.State.COLUMNS: "import_columns",
    ListImport.State.PLANNED: "import_preview",
    ListImport.State.WRITTEN: "import_written",
    ListImport.State.UNDONE: "import_written",
}
TOP_ROWS = 4  # shown of a sheet where the clerk chooses sheets: its headings and three rows
PARTS = {"family": "Họ và tên đệm", "middle": "Tên đệm", "given": "Tên"}


@dataclass(frozen=True)
class RowGroup:
    """A state of rows with its number."""

    state: str
    label: str
    count: int


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview; `faults` have the cell or the heading before the sentence."""

    row: ImportRow
    place: str
    faults: list[tuple[str, str]]
    choices: list[tuple[str, Any]]

    @property
    def has_details(self) -> bool:
        """Whether there is more to say than what happens to the row."""
        return bool(self.faults or self.choices or self.row.changes or self.row.notes)


def template(found: ListImport) -> str:
    """Return the template of the step that the import is at."""
    if found.is_at_work:
        return "import_at_work"
    if found.state == ListImport.State.COLUMNS and found.found.get("about") == "sheets":
        return "import_sheets"
    return TEMPLATES.get(ListImport.State(found.state), "import_refused")


def groups(found: ListImport) -> list[RowGroup]:
    """Return the states that rows have."""
    return [
        RowGroup(state.value, str(capfirst(state.label)), found.numbers[state.value])
        for state in RowState
        if found.numbers.get(state.value)
    ]


def shown(kind: ListKind, found: ListImport, row: ImportRow) -> ShownRow:
    headings = {column.name: column.heading for column in kind.columns}
    places: dict[str, str] = next(
        (one["places"] for one in found.found.get("sheets", []) if one["name"] == row.sheet), {}
    )
    faults = []
    for name, sentence in row.faults:
        cell = f"{places[name]}{row.number}" if name in places else ""
        faults.append(
            (f"{headings.get(name, name)} ({cell})" if cell else headings.get(name, name), sentence)
        )
    place = (
        f"{row.sheet}: {row.number}"
        if row.sheet and len(found.found.get("sheets", [])) > 1
        else str(row.number)
    )
    return ShownRow(row, place if row.number else "", faults, choices_of(kind, row))


def asked(kind: ListKind, found: ListImport) -> dict[str, Any]:
    """Return what the page on which columns are named needs; {} for other pages."""
    if found.state != ListImport.State.COLUMNS:
        return {}
    samples = []
    for sample in found.found.get("samples", []):
        width = max((len(row) for row in sample["rows"]), default=0)
        rows = [row + [""] * (width - len(row)) for row in sample["rows"]]
        guessed = {int(column): name for column, name in sample["guessed"].items()}
        samples.append(
            {
                **sample,
                "letters": [(number, letter_of(number), guessed.get(number, "")) for number in range(width)],
                "rows": rows,
                "top": _top(sample, rows),
            }
        )
    return {"samples": samples, "choices": column_choices(kind)}


def _top(sample: Mapping[str, Any], rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    """Return the headings of a sheet and the rows below, each with its number."""
    begin = sample["row"] - sample["first"]
    return list(enumerate(rows[begin : begin + TOP_ROWS], sample["row"] + 1))


def column_choices(kind: ListKind) -> list[tuple[str, str]]:
    """Return what a column of a file may be."""
    choices = [("", _("is not read"))]
    for column in kind.columns:
        choices.append((column.name, column.heading))
        if column.name == FULL_NAME:
            choices += [(part, PARTS[part]) for part in NAME_PARTS]
    return choices


def told_columns(kind: ListKind, found: ListImport, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what the form says about the columns of a sheet; None for a form that does not fit the page."""
    sample = next((one for one in found.found.get("samples", []) if one["name"] == data.get("sheet")), None)
    row = whole_number(str(data.get("row", ""))) or 0
    if sample is None or not 1 <= row <= 1000:
        return None
    allowed = {name for name, _words in column_choices(kind)}
    width = max((len(one) for one in sample["rows"]), default=0)
    columns = {number: str(data.get(f"column-{number}", "")) for number in range(width)}
    first = max(0, sample["first"])
    place = row - 1 - first
    texts = sample["rows"][place] if 0 <= place < len(sample["rows"]) else []
    return {
        "sheet": sample["name"],
        "row": row - 1,
        "columns": {number: name for number, name in columns.items() if name in allowed},
        "headings": dict(enumerate(texts)),
    }
