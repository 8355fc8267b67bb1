"""Take a step that moves a round; the only module that writes `Round.state`.

The steps, and with them the allowed moves, stand in `rounds/steps/table.py`; a trigger enforces
the same moves (`rounds/state_functions.py`).
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import act
from common.happenings import happened
from officials.models import User
from rounds import steps
from rounds.entries import code_of
from rounds.errors import MoveRefused
from rounds.locks import lock_round
from rounds.models import Round, RoundId
from rounds.states import State


@transaction.atomic
def advance(
    *,
    round_id: RoundId,
    step: str,
    actor: User | None,
    fields: Mapping[str, object] | None = None,
    detail: str = "",
) -> Round:
    """Take the step named `step` and write its log entry; repeating a step does nothing.

    `fields` are written together with the new state. Raises `MoveRefused` with everything that is
    missing, or when the round's state does not allow the step.
    """
    return advance_locked(round_=lock_round(round_id), step=step, actor=actor, fields=fields, detail=detail)


def advance_locked(
    *,
    round_: Round,
    step: str,
    actor: User | None,
    fields: Mapping[str, object] | None = None,
    detail: str = "",
) -> Round:
    """Take the step as `advance` does, for a round that the caller has locked in this transaction."""
    row = steps.BY_NAME[step]
    if round_.state == row.to:
        return round_
    require_step(round_, step)
    for name, value in (fields or {}).items():
        setattr(round_, name, value)
    round_.state = row.to
    with act(code_of(row.entry_name), actor=actor, subject=round_, text=detail, is_own=True):
        round_.save(update_fields=["state", *(fields or {})])
    happened(f"round.{step}", round_=round_, actor=actor)
    return round_


def require_step(round_: Round, step: str) -> None:
    """Raise `MoveRefused` unless the state of the round allows the step and nothing is missing."""
    row = steps.BY_NAME[step]
    if round_.state not in row.takes_place_in:
        raise MoveRefused(
            _("A round that is “%(now)s” cannot become “%(then)s”.")
            % {"now": round_.get_state_display(), "then": State(row.to).label},
            [],
        )
    missing = steps.binding(step).guard(round_)
    if missing:
        raise MoveRefused(_("This cannot be done yet. What is missing:"), missing)
