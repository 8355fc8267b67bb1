"""Questions of a room that only rooms above it can answer.

A room asks `is_so("person.is_held", user_id=…)`; a room above answers from its module `bindings`. Thus nothing
imports upward.
"""

from collections import defaultdict
from collections.abc import Callable

Answer = Callable[..., bool]
_answers: dict[str, list[Answer]] = defaultdict(list)


def answer(question: str, by: Answer) -> None:
    """Let `by` answer each such question, once, even if it is added several times."""
    if by not in _answers[question]:
        _answers[question].append(by)


def is_so(question: str, **about: object) -> bool:
    """Return whether one of the answers is yes."""
    return any(by(**about) for by in _answers[question])
