"""What happens in a room, for rooms above it that act on it.

A room announces `happened("round.cancel", round_=…)` in the transaction of what happened; a room above listens from
its module `bindings`. Thus nothing imports upward.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Listener = Callable[..., object]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def listen(event: str, listener: Listener) -> None:
    """Let `listener` be called at each such event, with what the event names; once, however often it is added."""
    if listener not in _listeners[event]:
        _listeners[event].append(listener)


def happened(event: str, **what: Any) -> None:
    """Call every listener, in this transaction; what one of them raises undoes the whole."""
    for listener in _listeners[event]:
        listener(**what)
