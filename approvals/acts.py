"""The acts that take two people. The room that owns an act adds it in its `bindings.py`, in one line.

acts.add("round.freeze", _("Freeze"), Round, run=approving.freeze, look=approving.round_frozen)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from common.refusals import Text

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Look:
    """The state of an object: its name and unit, and the fields that the act may change.

    The values of `fields` are plain text; their labels stand in the act. Names that begin with `_` are compared, not
    shown. `takes_two` is false where this object needs no second person; `concerns` names rows that the act
    only touches.
    """

    name: str
    unit_id: int | None
    fields: dict[str, str]
    takes_two: bool = True
    concerns: tuple[Model, ...] = ()


@dataclass(frozen=True)
class Act:
    """An act: its words, the model of its objects, the service, and how an object is read.

    `run` gets the row, the person who asks as `actor`, and the values by name; `look` the row and the values,
    before and after.
    `lock` locks all rows, by their keys, before anything is read.
    """

    code: str
    words: Text
    model: type[Model]
    run: Callable[..., object]
    look: Callable[[Any, Values], Look]
    lock: Callable[[Iterable[Any]], None] | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return self.model._meta.db_table  # noqa: SLF001 - documented by Django


_acts: dict[str, Act] = {}


def add(
    code: str,
    words: Text,
    model: type[Model],
    *,
    run: Callable[..., object],
    look: Callable[[Any, Values], Look],
    lock: Callable[[Iterable[Any]], None] | None = None,
    labels: Mapping[str, Text] | None = None,
) -> None:
    """Let an act take two people; the arguments are those of `Act`."""
    _acts[code] = Act(code, words, model, run, look, lock, labels or {})


def named(code: str) -> Act:
    """Return an act. Raises `KeyError` for a code that no room added."""
    return _acts[code]


def is_known(code: str) -> bool:
    return code in _acts


def words_of(code: str) -> Text:
    """Return what people read; an act of a former release is shown by its code."""
    return _acts[code].words if code in _acts else code


def labels_of(code: str) -> Mapping[str, Text]:
    return _acts[code].labels if code in _acts else {}


def tables() -> list[str]:
    """Return the tables whose rows can be named by requests, and are protected while they are."""
    return sorted({act.table for act in _acts.values()})
