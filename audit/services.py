"""State acts and write notes into the log (docs/decisions/30-one-log.md).

with act("unit.change", actor=actor, subject=unit, reason=reason):
    unit.save()

note("cards.print", actor=actor, subject=round_, text=names)
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Model
from psycopg.pq import TransactionStatus

from audit import origin
from audit.acts import require

LOGGED_IN: Any = object()  # the account that is logged in, where there is one
# Both hold until the transaction or the savepoint ends.
_SET = "SELECT set_config('tinnhiem.act', %s, true), set_config('tinnhiem.entry', %s, true)"
_EXCHANGE = """
WITH before AS MATERIALIZED (
  SELECT coalesce(current_setting('tinnhiem.act', true), '') AS act,
         coalesce(current_setting('tinnhiem.entry', true), '') AS entry
)
SELECT act, entry, {state} FROM before
"""
_LATER = _EXCHANGE.format(
    state="set_config('tinnhiem.act', %s, true), set_config('tinnhiem.entry', '', true)"
)
_AT_ONCE = _EXCHANGE.format(state="audit_begin(%s)")
_open: ContextVar[str] = ContextVar("audit_open_act", default="")


@contextmanager
def act(
    code: str,
    *,
    actor: Any = LOGGED_IN,
    subject: Model | None = None,
    reason: str = "",
    text: str = "",
    round_id: UUID | str | None = None,
    unit_id: int | None = None,
    is_own: bool = False,
) -> Iterator[None]:
    """State the act of all changes of watched tables inside: together they are one entry of the log.

    Must be inside `transaction.atomic`. Without `actor` the account that is logged in did it; None is the system.
    `subject` may be unsaved; round and unit are read from it unless given. `reason` is why, `text` what else a
    reader needs; both can be destroyed later, the code cannot. An act inside another joins it and adds nothing,
    and nothing is written unless a watched row changes. With `is_own` it is entered in any case, beside an outer
    act of another code, which goes on afterwards. Raises `LookupError` for a code that no room registered.
    """
    require(code)
    _require_transaction()
    if _open.get() == code or (_open.get() and not is_own):
        yield
        return
    stated = _stated(code=code, actor=actor, subject=subject, round_id=round_id, unit_id=unit_id)
    outer = _state({**stated, **_texts(reason=reason, text=text)}, at_once=is_own)
    token = _open.set(code)
    try:
        yield
    finally:
        _open.reset(token)
        _restore(outer)


def note(
    code: str,
    *,
    actor: Any = LOGGED_IN,
    subject: Model | None = None,
    reason: str = "",
    text: str = "",
    data: dict[str, Any] | None = None,
    round_id: UUID | str | None = None,
    unit_id: int | None = None,
) -> int:
    """Write an entry of its own for an act that changes no watched row, and return its id.

    The arguments are those of `act`; `data` holds plain JSON values. Must be inside `transaction.atomic`. What a
    voter does to the own account (`actor` is `subject`) is held without moment until the rounds are tidied; then 0
    is returned.
    """
    require(code)
    _require_transaction()
    stated = _stated(code=code, actor=actor, subject=subject, round_id=round_id, unit_id=unit_id)
    values = {**(data or {}), **_texts(reason=reason, text=text)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_note(%s, %s)", [json.dumps(stated), json.dumps(values) if values else None]
        )
        return int(cursor.fetchone()[0])


def note_each(code: str, *, actor: Any = LOGGED_IN, subjects: Iterable[Model]) -> None:
    """Write an entry as `note` does for each of these objects, in one statement."""
    require(code)
    _require_transaction()
    stated = [
        _stated(code=code, actor=actor, subject=subject, round_id=None, unit_id=None) for subject in subjects
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_note(stated, NULL) FROM jsonb_array_elements(%s::jsonb) stated",
            [json.dumps(stated)],
        )


@transaction.atomic
def destroy_values(*, decision: str, details: Iterable[int]) -> int:
    """Empty the values of these details for good by a decision (number, date, authority); return how many.

    Only the owner of the tables may. The chain and the hashes stay, and the check of the log names the decision.
    """
    stated = {"source": origin.source(), "text": decision}
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_destroy(%s, %s)", [json.dumps(stated), list(details)])
        return int(cursor.fetchone()[0])


@transaction.atomic
def note_head() -> bool:
    """Keep the head of today; return whether this call was the first of the day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_note_head()")
        return bool(cursor.fetchone()[0])


def chain_held() -> int:
    """Write into the log what was held of people who vote in no round any more; return how many entries.

    In an order unrelated to time; afterwards the table is written anew, outside a transaction.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_chain_held()")
        chained = int(cursor.fetchone()[0])
    if chained:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (FULL) audit_held")
    return chained


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An act is stated inside transaction.atomic.")


def _stated(
    *,
    code: str,
    actor: Any,
    subject: Model | None,
    round_id: UUID | str | None,
    unit_id: int | None,
) -> dict[str, str]:
    """Return what the functions of the database read, without what is not known."""
    actor = origin.user() if actor is LOGGED_IN else actor
    if getattr(actor, "is_simulated", False):
        actor = None  # a program acted; the account goes when its rehearsal is deleted
    unit = unit_id or _named(subject, "unit")
    deputy_for = origin.principal(actor, unit)
    found = {
        "act": code,
        "source": origin.source(),
        "actor": getattr(actor, "pk", None),
        "deputy_for": getattr(deputy_for, "pk", None),
        "round": round_id or _named(subject, "round"),
        "unit": unit,
    }
    if subject is not None:
        found["table"] = subject._meta.db_table  # noqa: SLF001 - documented by Django
        found["row"] = subject.pk
        if subject.pk is not None and isinstance(subject, AbstractBaseUser) and actor == subject:
            found["own"] = "yes"
    return {name: str(value) for name, value in found.items() if value is not None}


def _named(subject: Model | None, name: str) -> Any:
    """Return the id of the round or the unit that a row is, or that it names."""
    if subject is None:
        return None
    is_it = subject._meta.model_name == name  # noqa: SLF001
    return subject.pk if is_it else getattr(subject, f"{name}_id", None)


def _texts(**texts: str) -> dict[str, str]:
    return {name: str(text) for name, text in texts.items() if text}


def _state(stated: dict[str, str], *, at_once: bool) -> tuple[str, str]:
    """State an act, and enter it `at_once`; return what was stated before and its entry."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_ONCE if at_once else _LATER, [json.dumps(stated)])
        before, entry, *_set = cursor.fetchone()
    return before, entry


def _restore(outer: tuple[str, str]) -> None:
    """Put back what was stated before; after an error the transaction or savepoint that ends does it."""
    if connection.needs_rollback or _is_broken():
        return
    with connection.cursor() as cursor:
        cursor.execute(_SET, outer)


def _is_broken() -> bool:
    known = connection.connection
    return known is None or known.info.transaction_status == TransactionStatus.INERROR
