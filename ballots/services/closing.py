"""End issuing, close the box and fix its fingerprint (docs/protocol.md §6)."""

import contextlib
import datetime
import logging
from collections.abc import Callable
from uuid import UUID

from django.db import Error, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ballots import keys, queue, rows, window
from ballots.asked import not_cast, request_sentence
from ballots.models import BoxKey
from ballots.protocol import merkle
from ballots.protocol.group import encode_scalar
from ballots.selectors import box_size, present
from ballots.services import asking, counting
from officials.models import User
from rounds import steps
from rounds.errors import Missing, MoveRefused, RoundError, Where
from rounds.lifecycle import advance, require_step
from rounds.locks import lock_round
from rounds.models import Round
from rounds.preflight import pause_of
from rounds.services.noting import note_event, stating

log = logging.getLogger(__name__)


@transaction.atomic
def end_issuing(*, round_id: UUID, actor: User | None) -> Round:
    """End issuing; ballots already issued may still be cast during the grace period.

    Repeating it does nothing. A person who ends it before the closing time needs enough ballots in the
    box; while people present have not cast, the head is asked and issuing goes on until the head agrees.
    Raises `MoveRefused` unless the round is open and nothing is missing.
    """
    round_ = lock_round(round_id)
    if not steps.takes_place("end_issuing", round_):
        raise MoveRefused(_("Issuing can be ended only while the vote is open."), [])
    if round_.issuing_ended_at is not None:
        return round_
    if actor and window.issues(round_, timezone.now()):
        return _end_early(round_, actor)
    return _end(round_, actor)


def _end_early(round_: Round, actor: User) -> Round:
    if missing := before_ending(round_):
        raise MoveRefused(_("This cannot be done yet. What is missing:"), missing)
    if not_cast(cast=box_size(round_), present=present(round_)):
        asking.ask_to_close(round_=round_, actor=actor)
        return round_
    return _end(round_, actor, by=actor)


def end_agreed(*, round_: Round, head: User) -> None:
    """End issuing for the secretary who asked, once the head has agreed; the caller holds the lock."""
    request = asking.take(round_)
    note_event(round_, "head_agreed", actor=head, detail=request_sentence(request))
    _end(round_, request.asked_by, by=request.asked_by)


def _end(round_: Round, actor: User | None, by: User | None = None) -> Round:
    round_.issuing_ended_at, round_.issuing_ended_by = _issuing_end(round_), by
    with stating(round_, "issuing_ended", actor=actor):
        round_.save(update_fields=["issuing_ended_at", "issuing_ended_by"])
    return round_


def note_end_of_issuing(*, round_id: UUID) -> None:
    """Record the end of issuing before telling a voter of it, so that it holds if the clock is set back."""
    if _open_rounds().filter(pk=round_id, issuing_ended_at=None).exists():
        with contextlib.suppress(MoveRefused):  # the round was closed meanwhile
            end_issuing(round_id=round_id, actor=None)


def close_before_telling(*, round_id: UUID) -> None:
    """Close the round before telling a voter that it is closed, so that it holds if the clock is set back.

    Costs one query once the box is closed. Concurrent callers wait for the first.
    """
    if _open_rounds().filter(pk=round_id).exists():
        note_end_of_issuing(round_id=round_id)
        with contextlib.suppress(
            MoveRefused
        ):  # the clock was set back just now, or a restore paused the round
            close_round(round_id=round_id, actor=None)


@transaction.atomic
def close_round(*, round_id: UUID, actor: User | None) -> Round:
    """Close the box: fingerprint over all ballots, token key published, state closed.

    Waits for ballots that are being cast at this moment; later ones are refused. Repeating it
    does nothing. Raises `MoveRefused` while issued ballots may still arrive.
    """
    round_ = lock_round(round_id)
    if round_.state == steps.BY_NAME["close"].to:
        return round_
    require_step(round_, "close")
    secret = encode_scalar(keys.load_server_keys(round_.pk).token_secret).hex()
    BoxKey.objects.filter(round=round_).update(token_secret=secret)
    asking.forget(round_)
    fields = {"fingerprint": fingerprint(round_), "issuing_ended_at": _issuing_end(round_)}
    closed = advance(round_id=round_.pk, step="close", actor=actor, fields=fields)
    transaction.on_commit(lambda: _send_to_workers(round_.pk))
    return closed


def _send_to_workers(round_id: UUID) -> None:
    """Enqueue what follows the closing; all of it may run at the same time on several hosts."""
    for task in ("ballots.tidy", "ballots.check_issued", *["ballots.count"] * counting.parts(round_id)):
        queue.send(task, round_id)


def fingerprint(round_: Round) -> str:
    """Return the Merkle root over the hashes of all ballots in the box, hex of 32 bytes."""
    hashes = rows.ballots_of(round_.pk).values_list("hash", flat=True)
    return merkle.root(bytes.fromhex(value) for value in hashes).hex()


def _issuing_end(round_: Round) -> datetime.datetime:
    now = timezone.now()
    return round_.issuing_ended_at or min(now, round_.closes_at or now)


def before_closing(round_: Round) -> list[Missing]:
    """Return what prevents closing now: too few ballots, issuing goes on, issued ballots are not cast yet.

    After the closing time the box closes with any number: the clock was frozen with the round.
    """
    if round_.is_paused:
        return pause_of(round_)
    issued = rows.issued_of(round_.pk).count()
    cast = box_size(round_)
    out = issued - cast
    now = timezone.now()
    if window.issues(round_, now) and cast < round_.min_ballots:
        return [_too_few(round_, cast)]
    if out == 0 and issued == round_.electors.count():
        return []
    if window.issues(round_, now):
        message = _("Ballots are still being issued.")
        remedy = _("End the issuing first, or wait for the closing time.")
        return [Missing(message, remedy, Where.ACTION)]
    end = window.casting_ends_at(round_)
    if out > 0 and end and now < end:
        return [_still_out(round_, out, end)]
    return []


def before_ending(round_: Round) -> list[Missing]:
    """Return what prevents a person from ending issuing before the closing time: too few ballots cast."""
    cast = box_size(round_)
    is_early = window.issues(round_, timezone.now())
    return [_too_few(round_, cast)] if is_early and cast < round_.min_ballots else []


def _too_few(round_: Round, cast: int) -> Missing:
    return Missing(
        _("%(cast)d ballots are in the box; it can be opened only with %(fewest)d or more.")
        % {"cast": cast, "fewest": round_.min_ballots},
        _("Let more people vote, or wait for the closing time."),
        Where.TURNOUT,
    )


def _still_out(round_: Round, out: int, end: datetime.datetime) -> Missing:
    at = f"{timezone.localtime(end):%H:%M:%S}"
    return Missing(
        _("%(count)d ballots were issued and are not in the box yet.") % {"count": out},
        _("They may be cast until %(time)s; then the box closes by itself.") % {"time": at},
        Where.TURNOUT,
    )


def end_due_issuing() -> None:
    """End issuing for every open round whose closing time has passed."""
    due = _open_rounds().filter(closes_at__lte=timezone.now(), issuing_ended_at=None)
    _for_each(due, end_issuing)


def close_due_rounds() -> list[Round]:
    """Close every open round that has ended issuing and may close; return those closed."""
    return _for_each(_open_rounds().exclude(issuing_ended_at=None), close_round)


def _open_rounds() -> QuerySet[Round]:
    return Round.objects.filter(state__in=steps.states_of("close"))


def _for_each(rounds: QuerySet[Round], act: Callable[..., Round]) -> list[Round]:
    done = []
    for pk in rounds.values_list("pk", flat=True):
        try:
            done.append(act(round_id=pk, actor=None))
        except MoveRefused:
            continue  # issued ballots are not cast yet, or another process was first; the minute task tries again
        except (RoundError, Error):
            log.exception("Closing round %s failed; the other rounds are not affected.", pk)
    return done
