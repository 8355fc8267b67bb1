"""Changes of an act: its objects before and after it ran, in the language of the installation."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import translation

from approvals.acts import Act, Look, Values
from approvals.errors import ApprovalRefused
from common.canonical import canonical_json
from common.refusals import Refusal

Each = Callable[[int], None]  # is told before each object how many are done


@dataclass(frozen=True)
class Found:
    """The objects of an act as they are now."""

    rows: list[Any]
    looks: list[Look]


@dataclass(frozen=True)
class Changes:
    """The objects with what changed, as stored in `ApprovalRequest.shown`, and the fingerprint of all of it."""

    shown: list[dict[str, Any]]
    fingerprint: str
    rows: list[Model]
    looks: list[Look]  # after the act


def found(act: Act, keys: Iterable[Any], values: Values) -> Found:
    """Return the objects of an act. Raises `DoesNotExist` of the model if one is gone."""
    rows = _rows(act, [act.model._meta.pk.to_python(key) for key in keys])  # noqa: SLF001
    return Found(rows, [_look(act, row, values) for row in rows])


def perform(act: Act, before: Found, values: Values, actor: Any, each: Each | None = None) -> Changes:
    """Run the act for every object and return what changed; the caller keeps the transaction or undoes it.

    Raises what the service and `each` raise, and `DoesNotExist` of the model if the act removed an object.
    """
    for number, (row, look) in enumerate(zip(before.rows, before.looks, strict=True)):
        if each:
            each(number)
        _run(act, row, values, actor, name=look.name if len(before.rows) > 1 else "")
    rows = _rows(act, [row.pk for row in before.rows])
    after = [_look(act, row, values) for row in rows]
    triples = list(zip(rows, before.looks, after, strict=True))
    whole = [[str(row.pk), one.fields, other.fields] for row, one, other in triples]
    digest = hashlib.sha256(canonical_json([act.code, dict(values), whole])).hexdigest()
    return Changes([_shown(*triple) for triple in triples], digest, rows, after)


def _run(act: Act, row: Any, values: Values, actor: Any, name: str) -> None:
    """Run the act for one object; of several, a refusal names the object."""
    try:
        act.run(row, actor=actor, **values)
    except Refusal as refusal:
        if not name:
            raise
        lacks = " ".join(str(one.message) for one in getattr(refusal, "missing", [])[:3])
        raise ApprovalRefused(f"{name}: {refusal} {lacks}".strip()) from refusal


def _rows(act: Act, keys: list[Any]) -> list[Any]:
    rows = act.model._default_manager.in_bulk(keys)  # noqa: SLF001
    if len(rows) != len(keys):
        raise act.model.DoesNotExist  # type: ignore[attr-defined]
    return [rows[key] for key in keys]


def _look(act: Act, row: Any, values: Values) -> Look:
    with translation.override(settings.LANGUAGE_CODE):
        return act.look(row, values)


def _shown(row: Model, before: Look, after: Look) -> dict[str, Any]:
    """Return `{name, row, changes: [[field, before, after], …]}`, fields in the order of `after`."""
    names = [name for name in {**after.fields, **before.fields} if not name.startswith("_")]
    pairs = [[name, before.fields.get(name, ""), after.fields.get(name, "")] for name in names]
    changed = [pair for pair in pairs if pair[1] != pair[2]]
    return {"name": before.name, "row": str(row.pk), "changes": changed}
