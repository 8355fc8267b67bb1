"""Services for the steps that move a round, and for what is recorded on the day of the meeting."""

import datetime
import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import Error, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.services import act, note_each
from common.canonical import canonical_json
from officials.models import User
from rounds import steps
from rounds.authorities import record_authorities
from rounds.configuration import configuration
from rounds.entries import code_of
from rounds.errors import MoveRefused, ReasonNeeded, RoundError
from rounds.lifecycle import advance
from rounds.locks import lock_round, lock_rounds
from rounds.models import Attendance, Round, RoundId
from rounds.plan_shown import plan_copy
from rounds.services.ballot_lines import record_exemptions, renumber_lines
from rounds.services.freezing import record_papers, record_roll
from rounds.services.noting import stating
from rounds.services.reasons import allowed
from rounds.states import Part, Voting, at, may_change, needs_reason

log = logging.getLogger(__name__)
COUNTDOWN = datetime.timedelta(seconds=60)


@transaction.atomic
def freeze_round(*, round_id: RoundId, actor: User | None, reason: str = "") -> Round:
    """Freeze the configuration; from then on the database refuses to change it.

    A round that was not announced needs a reason; the system, without an actor, gives its own. Raises
    `MoveRefused` with everything that is missing.
    """
    round_ = lock_round(round_id)
    unannounced = _why_unannounced(round_, actor, reason.strip()) if round_.is_draft else ""
    code = code_of(steps.BY_NAME["freeze"].entry_name)
    with act(code, actor=actor, subject=round_), allowed(round_, code):
        return _freeze(round_, actor, unannounced)


def _why_unannounced(round_: Round, actor: User | None, reason: str) -> str:
    if reason or round_.is_rehearsal:
        return reason
    if actor is None:
        with translation.override(settings.LANGUAGE_CODE):
            return _("Frozen by the system.")
    raise ReasonNeeded(_("Say why the round is frozen without being announced first."))


def _freeze(round_: Round, actor: User | None, unannounced: str) -> Round:
    if round_.is_editable:
        renumber_lines(round_id=round_.pk)
        record_exemptions(round_=round_)
        record_authorities(round_=round_)
        record_papers(round_=round_)
        record_roll(round_=round_)
        round_.plan_copy = plan_copy(round_)
    config = configuration(round_)
    fields = {
        "plan_copy": round_.plan_copy,
        "config": canonical_json(config),
        "rule_set_copy": config["rule_set"],
        "roll_salt": round_.roll_salt,
        "authority": round_.unit.authority,
        "unannounced_reason": unannounced,
    }
    return advance(round_id=round_.pk, step="freeze", actor=actor, fields=fields, detail=unannounced)


def record_box(*, round_: Round, manifest: bytes, election_id: str, box_key: str, code: str) -> None:
    """Store the box of a frozen round that the caller holds locked; a trigger refuses a second time.

    `code` is the election code, for the log.
    """
    round_.manifest = manifest
    round_.election_id = election_id
    round_.box_key = box_key
    with stating(round_, "keyed", actor=None, detail=code):
        round_.save(update_fields=["manifest", "election_id", "box_key"])


def record_zero(*, round_: Round, at: datetime.datetime, actor: User) -> None:
    """Record that the head confirmed the locked box to be empty; the caller holds the round's lock."""
    round_.zero_at = at
    with stating(round_, steps.BY_NAME["confirm_empty"].entry_name, actor=actor):
        round_.save(update_fields=["zero_at"])


def open_round(*, round_id: RoundId, actor: User | None) -> Round:
    """Start issuing and casting. Raises `MoveRefused` without box, quorum or time."""
    return advance(round_id=round_id, step="open", actor=actor)


def open_due_rounds(*, now: datetime.datetime | None = None) -> list[Round]:
    """Open the rounds that open by themselves, lack nothing, and whose countdown is over.

    A round becomes due at its planned time and then waits for `COUNTDOWN`, which the desk shows.
    """
    now = now or timezone.now()
    due = Round.objects.filter(state__in=steps.states_of("open"), opens_by_itself=True, opens_at__lte=now)
    opened = []
    for round_id in due.values_list("pk", flat=True):
        try:
            if _counted_down(round_id=round_id, now=now):
                opened.append(open_round(round_id=round_id, actor=None))
        except MoveRefused:
            continue  # the desk shows the secretary what is missing
        except Error:
            log.exception("Round %s is not opened now; the others are.", round_id)
    return opened


@transaction.atomic
def _counted_down(*, round_id: RoundId, now: datetime.datetime) -> bool:
    """Return whether the countdown is over; begin it, or end it where something is missing again."""
    round_ = lock_round(round_id)
    if not (steps.takes_place("open", round_) and round_.opens_by_itself):
        return False
    is_ready = not steps.binding("open").guard(round_)
    if is_ready and round_.opening_at:
        return now >= round_.opening_at
    if is_ready or round_.opening_at:
        round_.opening_at = now + COUNTDOWN if is_ready else None
        with stating(round_, "countdown" if is_ready else "countdown_over", actor=None):
            round_.save(update_fields=["opening_at"])
    return False


@transaction.atomic
def stop_countdown(*, round_id: RoundId, actor: User | None) -> Round:
    """Let the round no longer open by itself; repeating it does nothing."""
    round_ = lock_round(round_id)
    if round_.opens_by_itself and steps.takes_place("open", round_):
        round_.opens_by_itself, round_.opening_at = False, None
        with stating(round_, "countdown_stopped", actor=actor):
            round_.save(update_fields=["opens_by_itself", "opening_at"])
    return round_


@transaction.atomic
def cancel_round(*, round_id: RoundId, actor: User | None, reason: str) -> Round:
    """Cancel a round before it is counted. Raises `RoundError` without a reason."""
    if not reason.strip():
        raise RoundError(_("Say why the round is cancelled."))
    fields = {"cancel_reason": reason.strip()}
    return advance(round_id=round_id, step="cancel", actor=actor, fields=fields, detail=reason.strip())


@transaction.atomic
def pause_restored_rounds(*, made_at: datetime.datetime) -> list[Round]:
    """After a restore, pause every round that is open or opens by itself until its secretary decides.

    Anything issued, cast or opened after the backup of `made_at` is missing from the database; only
    people know of it.
    """
    waiting = []
    open_now = Q(state__in=at(Voting.DURING))
    opens_later = Q(state__in=steps.states_of("open"), opens_by_itself=True)
    for pk in Round.objects.filter(open_now | opens_later).values_list("pk", flat=True):
        round_ = lock_round(pk)
        round_.is_paused = True
        with stating(
            round_, "restored", actor=None, detail=f"{timezone.localtime(made_at):%H:%M:%S, %d/%m/%Y}"
        ):
            round_.save(update_fields=["is_paused"])
        waiting.append(round_)
    return waiting


@transaction.atomic
def resume_round(*, round_id: RoundId, actor: User | None) -> Round:
    """Resume one restored round, as its desk does; repeating it does nothing. Devices then send their ballots again."""
    round_ = lock_round(round_id)
    if round_.is_paused:
        round_.is_paused, round_.resumed_at = False, timezone.now()
        with stating(round_, "resumed", actor=actor):
            round_.save(update_fields=["is_paused", "resumed_at"])
    return round_


@transaction.atomic
def resume_many(*, rounds: Iterable[Round], actor: User | None) -> int:
    """Resume the rounds ticked in the list of restored ones, in a few statements; return how many still waited."""
    ids = [round_.pk for round_ in rounds]
    lock_rounds(ids)
    paused = Round.objects.filter(pk__in=ids, is_paused=True)
    resumed = list(paused.only("unit"))
    with act("rounds.resume", actor=actor):
        paused.update(is_paused=False, resumed_at=timezone.now())
    note_each(code_of("resumed"), actor=actor, subjects=resumed)
    return len(resumed)


@transaction.atomic
def record_attendance(
    *,
    round_id: RoundId,
    actor: User | None,
    present: int,
    exchanged: int = 0,
    withdrawn: int = 0,
    began_at: datetime.datetime | None = None,
) -> Attendance:
    """Record how many people are present, and when the meeting began. Raises `RoundError` once counted, and for impossible numbers."""
    round_ = lock_round(round_id)
    _require_uncounted(round_)
    require_plausible(round_.electors.count(), present, exchanged, withdrawn)
    values: dict[str, object] = {"present": present, "exchanged": exchanged, "withdrawn": withdrawn}
    if began_at:
        values["began_at"] = began_at
    with stating(round_, "attendance", actor=actor, detail=str(present)):
        attendance, _created = Attendance.objects.update_or_create(round=round_, defaults=values)
    return attendance


def correct_present(*, round_: Round, present: int, actor: User | None) -> None:
    """Write a corrected number of people present; the caller holds the lock and the head's agreement."""
    with stating(round_, "attendance", actor=actor, detail=str(present)):
        Attendance.objects.filter(round=round_).update(present=present)


def _require_uncounted(round_: Round) -> None:
    """Refuse once the votes are counted: the tally holds the number of people present."""
    if round_.is_void:
        raise RoundError(_("The round is cancelled; attendance can no longer be changed."))
    if needs_reason(round_.state, Part.ATTENDANCE):
        raise RoundError(
            _("The box is closed; the number is corrected with a reason and the head’s agreement.")
        )
    if not may_change(round_.state, Part.ATTENDANCE):
        raise RoundError(_("The votes are counted; attendance can no longer be changed."))


def require_plausible(summoned: int, present: int, exchanged: int = 0, withdrawn: int = 0) -> None:
    """Raise `RoundError` for numbers that cannot be."""
    if min(present, exchanged, withdrawn) < 0:
        raise RoundError(_("Numbers of people and ballots cannot be negative."))
    if present > summoned:
        raise RoundError(
            _("%(present)d people cannot be present when %(summoned)d were summoned.")
            % {"present": present, "summoned": summoned}
        )
    if max(exchanged, withdrawn) > summoned:
        raise RoundError(_("More ballots cannot be exchanged or withdrawn than people summoned."))
