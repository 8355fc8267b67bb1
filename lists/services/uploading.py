"""Take an uploaded file, name its columns, answer its questions, give it up."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.services import act
from lists import kinds, queue, sealing
from lists.columns import heading_key
from lists.errors import ImportRefused
from lists.models import ImportRow, ListImport, RememberedHeading
from lists.planned import RowState
from lists.reading.tables import MAX_BYTES

State = ListImport.State


@transaction.atomic
def upload(*, kind: str, target: str, name: str, content: bytes, actor: Any) -> ListImport:
    """Keep a file for a worker to read. Raises `ImportRefused` for one that is too large or not the actor's to import."""
    if not kinds.named(kind).may_use(actor, target):
        raise ImportRefused(_("You cannot import this list there."))
    if len(content) > MAX_BYTES:
        raise ImportRefused(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20})
    found = ListImport(kind=kind, target=target, name=name[-200:], made_by=actor)
    found.language, found.content = get_language() or "vi", sealing.sealed(content)
    with act("list.upload", actor=actor, subject=found):
        found.save(force_insert=True)
    queue.work_soon(found.pk)
    return found


@transaction.atomic
def name_columns(
    *, pk: UUID, sheet: str, row: int, columns: Mapping[int, str], headings: Mapping[int, str], actor: Any
) -> None:
    """Say which column (0-based) of a sheet is what, "" for one that is not read, and remember it for later lists."""
    found = _waiting(pk, State.COLUMNS, State.PLANNED)
    told = {str(column): name for column, name in columns.items()}
    found.options = {**found.options, "told": {"sheet": sheet, "row": row, "columns": told}}
    with act("list.headings", actor=actor, subject=found):
        _remember(
            found.kind, {heading_key(headings.get(column, "")): name for column, name in columns.items()}
        )
        _read_again(found)


def _remember(kind: str, columns: Mapping[str, str]) -> None:
    rows = [
        RememberedHeading(kind=kind, heading=key[:200], column=name) for key, name in columns.items() if key
    ]
    RememberedHeading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kind", "heading"], update_fields=["column"]
    )


@transaction.atomic
def choose_sheets(*, pk: UUID, sheets: list[str]) -> None:
    """Say which sheets of the workbook are read."""
    found = _waiting(pk, State.COLUMNS, State.PLANNED)
    found.options = {**found.options, "sheets": sheets}
    found.options.pop("told", None)
    _read_again(found)


@transaction.atomic
def answer(*, pk: UUID, answers: Mapping[int, str], options: Mapping[str, Any], reason: str = "") -> None:
    """Say which person or unit rows are, and what is done with rows that the file lacks; the plan is made anew.

    `answers` has them by the id of the row; `reason` is kept for the confirmation. Raises `ImportRefused` for an answer that was not offered.
    """
    found = _waiting(pk, State.PLANNED)
    _keep_answers(found, answers)
    found.options, found.reason = {**found.options, **options}, reason[:300]
    _read_again(found, is_planned=True)


def _keep_answers(found: ListImport, answers: Mapping[int, str]) -> None:
    rows = list(ImportRow.objects.filter(list_import=found, pk__in=answers))
    for row in rows:
        row.answer = answers[row.pk]
        if row.answer and row.answer not in allowed_answers(found, row):
            raise ImportRefused(_("This was not offered for row %(row)d.") % {"row": row.number})
    ImportRow.objects.bulk_update(rows, ["answer"])


def allowed_answers(found: ListImport, row: ImportRow) -> set[str]:
    """Return what a clerk may answer for a row."""
    if row.state == RowState.ABSENT:
        return {kinds.KEEP, kinds.ASK, *kinds.named(found.kind).absent}
    return {key for key, _words in row.offered}


@transaction.atomic
def confirm(
    *,
    pk: UUID,
    reason: str = "",
    further: Collection[str] = (),
    absent: Mapping[int, str] = MappingProxyType({}),
    options: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Let a worker write the import, and do what was ticked of `ListKind.further`.

    `absent` and `options` are what the page says about rows that the file lacks. Raises `ImportRefused` while rows are
    wrong or unanswered.
    """
    found = _waiting(pk, State.PLANNED)
    if found.numbers.get(RowState.WRONG):
        raise ImportRefused(_("Rows are wrong. Correct them in the file and choose it once more."))
    if found.numbers.get(RowState.ASKED):
        raise ImportRefused(_("Answer the questions about the rows first."))
    _keep_answers(found, absent)
    found.reason, found.state = reason[:300], State.WRITING
    wanted = sorted(set(further) & set(kinds.named(found.kind).further))
    found.options = {**found.options, **options, "further": wanted}
    found.save(update_fields=["reason", "state", "options"])
    queue.work_soon(found.pk)


@transaction.atomic
def give_up(*, pk: UUID) -> None:
    """End an import that was not written; its file and its rows go."""
    found = _waiting(pk, State.COLUMNS, State.PLANNED, State.REFUSED)
    found.rows.all().delete()
    found.state, found.content = State.GIVEN_UP, b""
    found.save(update_fields=["state", "content"])


def _waiting(pk: UUID, *states: str) -> ListImport:
    """Return the import, locked, if it waits for the clerk. Raises `ImportRefused` otherwise."""
    found = ListImport.objects.select_for_update().defer("content").get(pk=pk)
    if found.state not in states:
        raise ImportRefused(_("This import has gone on meanwhile. Look at it again."))
    return found


def _read_again(found: ListImport, *, is_planned: bool = False) -> None:
    """Let a worker read the file again, or with `is_planned` plan its rows again."""
    found.options["only_plan"] = is_planned
    found.state, found.trouble = State.READING, ""
    found.save(update_fields=["options", "reason", "state", "trouble"])
    queue.work_soon(found.pk)
