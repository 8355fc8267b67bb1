"""Read the file of an import and plan its rows; what is planned is stored and nothing else is written."""

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lists import kinds, sealing
from lists.errors import FileRefused
from lists.kinds import KEEP, ListKind
from lists.models import ImportRow, ListImport
from lists.planned import Job, PlannedRow, RowState
from lists.reading.files import read_tables
from lists.services.finding import ReadList, Unclear, find

RANKS = {state: rank for rank, state in enumerate(RowState.values)}
State = ListImport.State
BATCH = 2000
LEFT_OUT_SHOWN = 50


def read(found: ListImport) -> None:
    """Read the file, or with the option `only_plan` the stored rows, and plan what would be written."""
    kind = kinds.named(found.kind)
    if found.options.get("only_plan"):
        rows = stored_rows(found, kind)
    else:
        answer = find(kind, read_tables(found.name, sealing.opened(found.content)), found.options)
        if isinstance(answer, Unclear):
            _ask(found, answer)
            return
        rows = answer.rows
        found.found = _as_found(answer)
        _carry_answers(found, rows)
    store(found, kind, rows, plan(found, kind, rows))


def _ask(found: ListImport, asked: Unclear) -> None:
    """Let the clerk say which column or which sheet is what."""
    found.rows.all().delete()
    found.state, found.trouble = State.COLUMNS, asked.sentence
    found.found, found.numbers = dataclasses.asdict(asked), {}
    found.save(update_fields=["state", "trouble", "found", "numbers"])


def _as_found(read_: ReadList) -> dict[str, Any]:
    return {
        "sheets": [dataclasses.asdict(sheet) for sheet in read_.sheets],
        "columns": sorted(read_.columns),
        "unread": read_.unread,
        "left_out": read_.left_out[:LEFT_OUT_SHOWN],
        "left_out_count": len(read_.left_out),
    }


def _carry_answers(found: ListImport, rows: Iterable[PlannedRow]) -> None:
    """Keep what the clerk answered before the file was read once more."""
    answered = found.rows.exclude(answer="").filter(number__gt=0)
    answers = {
        (sheet, number): text for sheet, number, text in answered.values_list("sheet", "number", "answer")
    }
    for row in rows:
        row.answer = answers.get((row.sheet, row.number), "")


def job_of(found: ListImport) -> Job:
    day = found.options.get("day")
    return Job(
        user=found.made_by,
        target=found.target,
        columns=frozenset(found.found.get("columns", [])),
        absent=found.options.get("absent", KEEP),
        day=datetime.date.fromisoformat(day) if day else None,
        same_birth=bool(found.options.get("same_birth")),
        further=frozenset(found.options.get("further", ())),
        reason=found.reason,
    )


def plan(found: ListImport, kind: ListKind, rows: list[PlannedRow]) -> list[PlannedRow]:
    """Plan rows as the kind does it; return the rows of the product that the file does not have."""
    job = job_of(found)
    if not kind.may_use(job.user, job.target):
        raise FileRefused(_("You cannot import this list there."))
    absent = kind.plan_rows(job, rows)
    for row in rows:
        if row.faults:
            row.state = RowState.WRONG
    answered = found.rows.filter(number=0).exclude(answer="")
    answers = dict(answered.values_list("key", "answer"))
    for row in absent:
        row.state, row.answer = RowState.ABSENT, answers.get(row.key, "")
    return absent


def store(found: ListImport, kind: ListKind, rows: list[PlannedRow], absent: list[PlannedRow]) -> None:
    """Replace the stored rows by what is planned now, and wait for the clerk."""
    secret = {column.name for column in kind.columns if column.is_secret}
    found.rows.all().delete()
    ImportRow.objects.bulk_create((_row(found, row, secret) for row in (*rows, *absent)), batch_size=BATCH)
    found.numbers = dict.fromkeys(RowState.values, 0)
    for row in (*rows, *absent):
        found.numbers[row.state] += 1
    found.plan_hash, found.state = plan_hash(rows, absent), State.PLANNED
    found.save(update_fields=["found", "numbers", "plan_hash", "state"])


def _row(found: ListImport, row: PlannedRow, secret: set[str]) -> ImportRow:
    values = {
        name: sealing.sealed_text(text) if name in secret and text else text
        for name, text in row.values.items()
    }
    return ImportRow(
        list_import=found,
        number=row.number,
        sheet=row.sheet[:100],
        state=row.state,
        rank=RANKS[row.state],
        label=row.label[:400],
        key=row.key,
        values=values,
        unread=row.unread,
        faults=row.faults,
        notes=row.notes,
        changes=row.changes,
        offered=row.offered,
        answer=row.answer,
    )


def stored_rows(found: ListImport, kind: ListKind) -> list[PlannedRow]:
    """Return the rows of the file as they were read."""
    secret = {column.name for column in kind.columns if column.is_secret}
    return [_planned(row, secret) for row in found.rows.filter(number__gt=0).order_by("pk").iterator(BATCH)]


def _planned(row: ImportRow, secret: set[str]) -> PlannedRow:
    values = {
        name: sealing.opened_text(text) if name in secret and text else text
        for name, text in row.values.items()
    }
    unread = [(column, message) for column, message in row.unread]
    return PlannedRow(
        number=row.number,
        sheet=row.sheet,
        values=values,
        faults=[*unread],
        unread=unread,
        notes=row.notes,
        answer=row.answer,
    )


def plan_hash(rows: Iterable[PlannedRow], absent: Iterable[PlannedRow]) -> str:
    """Return the hash of what would be done, by which a change since the preview is noticed.

    What is done with absent rows is left out: it is always what the clerk chose last, when confirming at the latest.
    """
    digest = hashlib.sha256()
    for row in (*rows, *absent):
        answer = "" if row.state == RowState.ABSENT else row.answer
        what = [row.sheet, row.number, row.state, row.key, answer, row.changes, row.faults, row.label]
        digest.update(json.dumps(what, ensure_ascii=False, default=str).encode())
    return digest.hexdigest()
