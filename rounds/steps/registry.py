"""Service, guard and task of each step, bound by the room that owns it.

The table names no service, so that nothing imports upward: `rounds`, `ballots` and `results` bind
their steps in `bindings.py`, imported by `AppConfig.ready`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rounds.errors import Missing
from rounds.models import Round
from rounds.steps.table import BY_NAME

Guard = Callable[[Round], list[Missing]]


@dataclass(frozen=True, slots=True)
class Binding:
    """What the owning room binds to a row: service, guard and Celery task."""

    service: Callable[..., object] | None
    guard: Guard
    task: str


def nothing_missing(round_: Round) -> list[Missing]:
    """The guard of a step without conditions of its own."""
    return []


_bound: dict[str, Binding] = {}


def bind(
    name: str,
    service: Callable[..., object] | None = None,
    *,
    guard: Guard = nothing_missing,
    task: str = "",
) -> None:
    """Bind a row. Raises `ValueError` for an unknown step, one bound twice, or one without a taker."""
    if name not in BY_NAME or name in _bound:
        raise ValueError(f"step {name!r} is unknown or bound twice")
    if service is None and not task:
        raise ValueError(f"step {name!r} needs a service or a task")
    _bound[name] = Binding(service, guard, task)


def binding(name: str) -> Binding:
    """Return what is bound to a row. Raises `KeyError` for a row that no room has bound."""
    return _bound[name]


def bound() -> frozenset[str]:
    """Return the names of all bound rows."""
    return frozenset(_bound)
