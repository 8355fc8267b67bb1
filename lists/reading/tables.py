"""Tables as files hold them, before anything is understood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lists.cleaning import text

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 60
TOP = 30  # rows in which the header is looked for


@dataclass(frozen=True)
class Area:
    """Merged cells, 0-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """A sheet, or a CSV file: values by row and column, 0-based.

    `unvalued` are formulas whose value the file does not hold.
    """

    name: str
    rows: list[list[Any]]
    areas: list[Area] = field(default_factory=list)
    unvalued: set[tuple[int, int]] = field(default_factory=set)
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    @property
    def is_empty(self) -> bool:
        return not any(any(value is not None for value in row) for row in self.rows)

    def value(self, row: int, column: int) -> Any:
        """Return the value of a cell; None outside the table."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        return cells[column] if 0 <= column < len(cells) else None

    def filled(self, row: int) -> list[Any]:
        """Return the values of a row; cells merged over several rows have their value in each."""
        values = [self.value(row, column) for column in range(self.width)]
        for area in self.areas:
            if area.left == area.right and area.top < row <= area.bottom:
                values[area.left] = self.value(area.top, area.left)
        return values

    def texts(self, row: int) -> list[str]:
        return [text(value) for value in self.rows[row]] if row < len(self.rows) else []

    def below(self, row: int) -> Iterator[int]:
        return iter(range(row + 1, len(self.rows)))


def place(row: int, column: int) -> str:
    """Return a cell as a spreadsheet names it, such as `B7`."""
    return f"{letter_of(column)}{row + 1}"


def letter_of(column: int) -> str:
    """Return the letters by which a spreadsheet names a column, such as `B`."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow to import

    return str(get_column_letter(column + 1))
