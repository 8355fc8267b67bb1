"""The state machine of a round: one table of allowed moves, each with its guard.

`draft → sealed → open → closed → counted → certified → published → archived`, and `cancelled`
with a reason from any state before counted. The trigger of migration `rounds.0002` enforces the
same table; a test compares the two.
"""

from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from officials.models import User
from rounds import preflight
from rounds.errors import Missing, MoveRefused
from rounds.locks import lock_round
from rounds.models import Round, RoundEvent
from rounds.models.rounds import RoundId

State = Round.State
Guard = Callable[[Round], list[Missing]]


def nothing_missing(round_: Round) -> list[Missing]:
    """The guard of a move whose conditions are laws of the database or of a later app."""
    return []


MOVES: Mapping[tuple[str, str], Guard] = {
    (State.DRAFT, State.FROZEN): preflight.before_freezing,
    (State.FROZEN, State.OPEN): preflight.before_opening,
    (State.OPEN, State.CLOSED): nothing_missing,
    (State.CLOSED, State.COUNTED): nothing_missing,
    (State.COUNTED, State.CERTIFIED): nothing_missing,
    (State.CERTIFIED, State.PUBLISHED): nothing_missing,
    (State.PUBLISHED, State.ARCHIVED): nothing_missing,
    (State.CERTIFIED, State.ARCHIVED): nothing_missing,
    (State.DRAFT, State.CANCELLED): nothing_missing,
    (State.FROZEN, State.CANCELLED): nothing_missing,
    (State.OPEN, State.CANCELLED): nothing_missing,
    (State.CLOSED, State.CANCELLED): nothing_missing,
}


@transaction.atomic
def advance(
    *,
    round_id: RoundId,
    to: str,
    actor: User | None,
    also_missing: Callable[[Round], list[Missing]] = nothing_missing,
    fields: Mapping[str, object] | None = None,
    detail: str = "",
) -> Round:
    """Move a round to state `to`; a move already made is no error, so a double click is safe.

    `also_missing` adds the conditions of an app to the right; `fields` are written with the move.
    Raises `MoveRefused` with everything that is missing, or when the table has no such move.
    """
    round_ = lock_round(round_id)
    if round_.state == to:
        return round_
    require_move(round_, to, also_missing)
    for name, value in (fields or {}).items():
        setattr(round_, name, value)
    round_.state = to
    round_.save(update_fields=["state", *(fields or {})])
    RoundEvent.objects.create(round=round_, actor=actor, event=to, detail=detail)
    return round_


def require_move(
    round_: Round, to: str, also_missing: Callable[[Round], list[Missing]] = nothing_missing
) -> None:
    """Raise `MoveRefused` unless the table allows the move and nothing is missing."""
    guard = MOVES.get((round_.state, to))
    if guard is None:
        raise MoveRefused(
            _("A round that is “%(now)s” cannot become “%(then)s”.")
            % {"now": round_.get_state_display(), "then": State(to).label},
            [],
        )
    missing = [*guard(round_), *also_missing(round_)]
    if missing:
        raise MoveRefused(_("This cannot be done yet. What is missing:"), missing)
