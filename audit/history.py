"""The history of an object in words, for pages; who may see it is decided by the room that shows it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import origin, selectors
from audit.models import Detail, Entry
from audit.tables import model_of
from common.refusals import Text

PER_PAGE = 25
MOST_ROWS = 20  # of one act
CODES = ("username", "staff_code", "document_code", "drafting_code")
LONGEST = 300  # characters of a value
SOURCES: dict[str, Text] = {
    origin.WORKER: "",
    origin.COMMAND: gettext_lazy("on the server"),
    "former": gettext_lazy("taken over from a former release"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A column in words: what it was and what it is."""

    label: str
    before: str
    after: str
    is_secret: bool = False
    is_code: bool = False  # typed by people, words of no language


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that an act changed: what kind of row, what was done to it, and its columns."""

    what: str
    kind: Text
    fields: list[FieldChange]
    is_destroyed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One act as a person reads it; `more` is the number of changed rows that are not shown."""

    act: Text
    at: datetime
    actor: Any
    deputy_for: Any
    source: Text
    texts: list[str] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    more: int = 0


def history_page(
    subject: models.Model, number: str, *, without: Collection[str] = ()
) -> tuple[Page[Entry], list[HistoryLine]]:
    """Return a page of an object's history and its lines, the newest first; a fixed number of queries.

    Acts with a code of `without` are left out.
    """
    found = selectors.history(subject)
    page = Paginator(found.exclude(act__in=without) if without else found, PER_PAGE).get_page(number)
    entries = list(page.object_list)
    details = selectors.details_about(subject, entries, most=MOST_ROWS)
    names = _names_of([row for rows in details.values() for row in rows])
    return page, [_line(entry, details[entry.pk], names) for entry in entries]


Names = dict[type[models.Model], dict[str, str]]


def _line(entry: Entry, details: list[Detail], names: Names) -> HistoryLine:
    link = getattr(entry, "link", None)
    notes = [row for row in details if row.kind == Detail.Kind.NOTE]
    rows = [row for row in details if row.kind != Detail.Kind.NOTE]
    return HistoryLine(
        act=entry.words,
        at=entry.at,
        actor=entry.actor,
        deputy_for=entry.deputy_for,
        source=SOURCES.get(entry.source, ""),
        texts=[text for row in notes for text in _texts(row)],
        rows=[_row(row, names) for row in rows],
        more=max(link.details - len(details), 0) if link else 0,
    )


def _texts(note: Detail) -> Iterator[str]:
    if note.value.destroyed_by_id:
        yield _("(destroyed by decision)")
    for value in (note.value.after or {}).values():
        yield str(value)


def _row(detail: Detail, names: Names) -> RowChange:
    model = model_of(detail.table_name)
    what = str(model._meta.verbose_name) if model else detail.table_name  # noqa: SLF001 - documented by Django
    value = detail.value
    before, after = value.before or {}, value.after or {}
    columns = _columns(model)
    is_update = bool(before) and bool(after)
    fields = [
        _field(columns[key], before.get(key), after.get(key), names, is_update=is_update)
        for key in {**before, **after}
        if key in columns
    ]
    return RowChange(capfirst(what), detail.get_kind_display(), fields, value.destroyed_by_id is not None)


def _columns(model: type[models.Model] | None) -> dict[str, Any]:
    """Return name → column of the columns with words of their own; others hold what the product computes for itself."""
    columns = model._meta.fields if model else []  # noqa: SLF001
    return {str(column.column): column for column in columns if _is_for_people(column)}


def _is_for_people(column: Any) -> bool:
    return not column.primary_key and column._verbose_name is not None  # noqa: SLF001


def _field(column: Any, before: Any, after: Any, names: Names, *, is_update: bool) -> FieldChange:
    label = capfirst(str(column.verbose_name))
    is_secret = is_update and before is None and after is None
    is_code = column.column in CODES
    return FieldChange(label, _told(column, before, names), _told(column, after, names), is_secret, is_code)


def _told(column: Any, value: Any, names: Names) -> str:
    """Return a stored value as people write it."""
    if value is None or value == "":
        return ""
    if column.is_relation:
        return names.get(column.related_model, {}).get(str(value), str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and hasattr(column, "base_field"):
        return ", ".join(_told(column.base_field, one, names) for one in value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    text = _moment(column, value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _moment(column: Any, value: Any) -> str:
    if isinstance(column, models.DateTimeField) and (found := parse_datetime(str(value))):
        return date_format(timezone.localtime(found), "SHORT_DATETIME_FORMAT")
    if isinstance(column, models.DateField) and (day := parse_date(str(value))):
        return date_format(day, "SHORT_DATE_FORMAT")
    return str(value)


def _names_of(details: Iterable[Detail]) -> Names:
    """Return model → key → name of the rows that the values refer to; one query for each model."""
    asked: dict[type[models.Model], set[Any]] = {}
    for detail in details:
        for key, column in _columns(model_of(detail.table_name)).items():
            values = [side.get(key) for side in (detail.value.before or {}, detail.value.after or {})]
            if column.is_relation and any(values):
                asked.setdefault(column.related_model, set()).update(value for value in values if value)
    return {model: selectors.names_of(model, keys) for model, keys in asked.items()}
