"""Changes to a round of which people know: with a reason in its log, and told to those concerned.

with changing(round_, Part.LINES, "part.save", reason=reason):
    line.save()
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from audit.services import LOGGED_IN, act
from common.happenings import happened
from rounds.entries import CHANGED
from rounds.errors import ReasonNeeded
from rounds.models import Round
from rounds.services.noting import stating
from rounds.states import Part, needs_reason
from rounds.told import difference, known_of

_under_way: ContextVar[str] = ContextVar("round_changing", default="")


@contextmanager
def changing(
    round_: Round, part: Part, code: str, *, reason: str = "", actor: Any = LOGGED_IN
) -> Iterator[None]:
    """State a change of a locked round under the act `code`; several of one round can stand inside one another.

    Where the state asks for a reason (`rounds/states.py`), the change is an entry of the log of the round with
    it, and what changed is announced as `round.changed`. Raises `ReasonNeeded` without one.
    """
    if not needs_reason(round_.state, part) or _under_way.get() == str(round_.pk):
        with act(code, actor=actor, subject=round_):
            yield
        return
    if not reason.strip():
        raise ReasonNeeded(
            _("People know of this round. Say why it is changed; those concerned are told the reason.")
        )
    before = known_of(round_)
    with stating(round_, CHANGED, actor=actor, detail=reason.strip()), allowed(round_, reason):
        yield
    found = difference(before, known_of(round_))
    happened("round.changed", round_=round_, found=found, reason=reason.strip())


@contextmanager
def allowed(round_: Round, reason: str) -> Iterator[None]:
    """Let a locked round change for this reason, also in the eyes of the database; tell nobody."""
    token = _under_way.set(str(round_.pk))
    _set(reason.strip())
    try:
        yield
    finally:
        _under_way.reset(token)
    _set("")


def _set(reason: str) -> None:
    """Tell the triggers, until the transaction ends, that a reason is given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tinnhiem.reason', %s, true)", [reason])
