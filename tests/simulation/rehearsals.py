"""Helpers: a round to rehearse, and the turns of a rehearsal with the workers' part between them."""

import contextlib
from typing import Any

from ballots.services import counting
from officials.models import User
from results.services import opening, rendering
from results.services.opening import NotYet
from rounds import steps
from rounds.models import Round
from simulation.models import Rehearsal
from simulation.services import copying, running
from simulation.services.copying import WantedRehearsal
from tests.roles import make_draft_round, make_secretary

MOST_TURNS = 20


def begun(source: Round | None = None, actor: User | None = None, **wanted: Any) -> Rehearsal:
    """Return a rehearsal of a draft with two lines and three members; three voters unless given."""
    source = source or make_draft_round(lines=2)
    actor = actor or make_secretary(source.unit)
    return copying.rehearse(source=source, wanted=WantedRehearsal(**{"voters": 3, **wanted}), actor=actor)


def take_turn(rehearsal: Rehearsal) -> Rehearsal:
    """Take the next turn as a worker does; return the rehearsal as it stands afterwards."""
    rehearsal.refresh_from_db()
    running.take_turn(rehearsal_id=rehearsal.pk, turn=rehearsal.turn)
    return Rehearsal.objects.select_related("round").get(pk=rehearsal.pk)


def played(rehearsal: Rehearsal) -> Rehearsal:
    """Let turns and the counting alternate until the rehearsal is over or stopped."""
    for _turn in range(MOST_TURNS):
        rehearsal = take_turn(rehearsal)
        if not rehearsal.is_running:
            break
        _count(rehearsal.round)
    return rehearsal


def _count(round_: Round) -> None:
    if steps.takes_place("decrypt_share", round_):
        counting.count(round_id=round_.pk)
        with contextlib.suppress(NotYet):
            opening.open_box(round_id=round_.pk)
    if round_.has_documents:
        rendering.render_documents(round_id=round_.pk)
