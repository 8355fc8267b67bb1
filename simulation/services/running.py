"""Let a worker play the people of a rehearsal, turn by turn.

Each delivery of the task has a turn: it plays for some seconds and sends the next. A worker that is killed loses its
turn; after a while the minute task sends the rehearsal again. Stopping ends it between two acts or two ballots.
"""

import datetime
import time
from collections.abc import Callable
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import note
from common.refusals import Refusal
from officials.models import User
from rounds.errors import MoveRefused, RoundError
from rounds.models import Round
from simulation.models import Rehearsal
from simulation.selectors import unattended

PLAY = "simulation.play"
TURN_SECONDS = 10.0
PAUSE_SECONDS = 2.0  # while other people, or the counting, are awaited
HELD = datetime.timedelta(seconds=60)  # longer than any act; then the worker counts as dead
State = Rehearsal.State


def send_later(rehearsal: Rehearsal, pause: float = 0) -> None:
    """Give the next turn to a worker when the transaction ends; the minute task sends it again if this fails."""
    key, turn = str(rehearsal.pk), rehearsal.turn
    transaction.on_commit(
        lambda: current_app.send_task(PLAY, [key, turn], countdown=pause, retry=False), robust=True
    )


def resume_all() -> None:
    """Send the rehearsals that no worker holds."""
    for rehearsal in unattended():
        send_later(rehearsal)


def take_turn(*, rehearsal_id: UUID, turn: int) -> None:
    """Play for some seconds and send the next turn; a second delivery of a turn does nothing."""
    if not _take(rehearsal_id, turn):
        return
    # The players need Django's test client, which web processes never load.
    from simulation.rehearsal import acting, client  # noqa: PLC0415

    try:
        rehearsal = Rehearsal.objects.select_related("round", "asked_by").get(pk=rehearsal_id)
        is_busy, is_over = _play(rehearsal, acting.act_once), acting.is_over(rehearsal)
    except (Rehearsal.DoesNotExist, Round.DoesNotExist):
        return  # it was deleted meanwhile
    except (client.RefusedError, Refusal) as problem:
        _end(rehearsal, State.FAILED, _sentences(problem))
        return
    if is_over:
        _end(rehearsal, State.DONE)
    elif _holds(rehearsal):
        send_later(rehearsal, 0 if is_busy else PAUSE_SECONDS)


def _sentences(problem: Exception) -> str:
    missing = problem.missing if isinstance(problem, MoveRefused) else []
    return " ".join([str(problem), *(str(one.message) for one in missing)])


def _take(rehearsal_id: UUID, turn: int) -> bool:
    """Take the turn; return whether it is there to be taken."""
    found = Rehearsal.objects.filter(pk=rehearsal_id, turn=turn, state=State.RUNNING)
    return bool(found.update(turn=turn + 1, held_until=timezone.now() + HELD))


def _play(rehearsal: Rehearsal, act_once: Callable[[Rehearsal, Callable[[int], bool]], bool]) -> bool:
    """Do what is due until the time is over; return whether more may be due at once."""
    until = time.monotonic() + TURN_SECONDS

    def tell(cast: int) -> bool:
        return _holds(rehearsal, cast) and time.monotonic() < until

    while _holds(rehearsal):
        if not act_once(rehearsal, tell):
            return False
        if time.monotonic() >= until:
            return True
    return False


def _holds(rehearsal: Rehearsal, cast: int = 0) -> bool:
    """Hold the rehearsal for a further while and count ballots; return whether this turn still has it.

    It has not once a secretary stopped or deleted the rehearsal, or another turn was sent.
    """
    found = Rehearsal.objects.filter(pk=rehearsal.pk, turn=rehearsal.turn, state=State.RUNNING)
    return bool(found.update(cast=F("cast") + cast, held_until=timezone.now() + HELD))


def _end(rehearsal: Rehearsal, state: State, trouble: str = "") -> None:
    found = Rehearsal.objects.filter(pk=rehearsal.pk, turn=rehearsal.turn, state=State.RUNNING)
    found.update(state=state, trouble=trouble[:500])


@transaction.atomic
def stop(*, rehearsal_id: UUID, actor: User) -> None:
    """Stop the program; what was done stays. Raises `RoundError` if it is not under way."""
    rehearsal = _locked(rehearsal_id)
    if not rehearsal.is_running:
        raise RoundError(_("The rehearsal is not under way any more."))
    Rehearsal.objects.filter(pk=rehearsal.pk).update(state=State.STOPPED)
    _note("rehearsal.stop", rehearsal, actor)


@transaction.atomic
def go_on(*, rehearsal_id: UUID, actor: User) -> None:
    """Let the program go on with a rehearsal that was stopped or ended with an error."""
    rehearsal = _locked(rehearsal_id)
    if not (rehearsal.is_stopped or rehearsal.is_failed):
        raise RoundError(_("The rehearsal is under way or complete."))
    Rehearsal.objects.filter(pk=rehearsal.pk).update(
        state=State.RUNNING, trouble="", held_until=timezone.now()
    )
    _note("rehearsal.resume", rehearsal, actor)
    send_later(rehearsal)


def _locked(rehearsal_id: UUID) -> Rehearsal:
    return Rehearsal.objects.select_for_update(of=("self",)).select_related("round").get(pk=rehearsal_id)


def _note(code: str, rehearsal: Rehearsal, actor: User) -> None:
    note(code, actor=actor, subject=rehearsal.round, text=rehearsal.round.title)
