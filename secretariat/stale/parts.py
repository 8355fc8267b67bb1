"""How a table's inline rows are told apart."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class InlineRows:
    """Rows of an inline: the field that names a row also when it is written anew, and its order.

    `also` are columns that the form shows under another name, `through` the accessor of the table behind a field of
    many values.
    """

    key: str = ""
    order: str = ""
    also: tuple[str, ...] = ()
    through: str = ""

    def key_of(self, row: Any) -> Any:
        return getattr(row, f"{self.key}_id") if self.key else str(row.pk)

    def called(self, row: Any) -> str:
        return str(getattr(row, self.key)) if self.key else str(row)


def through_of(model: type[Model], part: InlineRows) -> type[Model]:
    found: type[Model] = getattr(model, part.through).rel.related_model
    return found
