"""Events of a room, to which rooms above it listen.

A room announces `happened("round.cancel", round_=…)` in the transaction of what happened; a room above listens from
its module `bindings`. Thus nothing imports upward.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Listener = Callable[..., object]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def listen(event: str, listener: Listener) -> None:
    """Call `listener` at each such event, once, even if it is added several times."""
    if listener not in _listeners[event]:
        _listeners[event].append(listener)


def happened(event: str, **what: Any) -> None:
    """Call every listener in this transaction; an error in one of them rolls it back."""
    for listener in _listeners[event]:
        listener(**what)
