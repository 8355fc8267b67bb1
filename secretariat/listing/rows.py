"""How one row among many is found, changed and written; a table overrides what is particular to it."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.refusals import Text
from officials.models import User


class ManyRows:
    """Mixin of a table whose rows are changed together (`secretariat.listing.editing`)."""

    # The fields that are changed for many rows at once; () means none.
    bulk_fields: ClassVar[tuple[str, ...]] = ()

    def rows_to_change(self, user: User, keys: list[Any]) -> dict[Any, Any]:
        """Return key → row, locked until the transaction ends, of the rows that the user still sees."""
        rows: Any = self.rows(user).filter(pk__in=keys).order_by("pk")  # type: ignore[attr-defined]
        found: dict[Any, Any] = rows.select_for_update(of=("self",)).in_bulk()
        return found

    def fields_of_many(self, request: HttpRequest) -> dict[str, forms.Field]:
        """Return the fields of `bulk_fields` that are not simply those of the model."""
        return {}

    def name_of(self, row: Any) -> str:
        """Return what names a row among others in the outcome of an act."""
        return str(row)

    def why_fixed(self, row: Any) -> Text:
        """Return why a row is not changed here."""
        return _("It cannot be changed here.")

    def set_one(self, row: Any, name: str, value: Any) -> tuple[str, ...]:
        """Give a field of a row another value; return the fields of the model that differ."""
        field = self.opts.get_field(name)  # type: ignore[attr-defined]
        if value is None and not field.null:
            value = ""
        plain = value.pk if isinstance(value, models.Model) else value
        if getattr(row, field.attname) == plain:
            return ()
        setattr(row, name, value)
        return (name,)

    def write_one(self, request: HttpRequest, row: Any, touched: set[str]) -> None:
        """Save a row of which the fields `touched` were changed, through its service."""
        self.write(request, row)  # type: ignore[attr-defined]
