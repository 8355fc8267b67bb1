"""Announce a meeting to the people on its roll, postpone it, and withdraw the announcement."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.happenings import happened
from officials.models import User
from officials.services import note_sent
from rounds.errors import RoundError
from rounds.lifecycle import advance, advance_locked
from rounds.locks import lock_round
from rounds.models import Round, RoundId
from rounds.preflight import lines_to_check
from rounds.read_once import reading_once, share_lines
from rounds.services.ballot_lines import record_exemptions, renumber
from rounds.services.noting import stating
from rounds.services.reasons import allowed
from rounds.steps import BY_NAME, takes_place
from rounds.told import begins


@transaction.atomic
def announce_round(*, round_id: RoundId, actor: User | None) -> Round:
    """Let the people on the roll see the list, the dossiers, date and place of a draft; they are summoned.

    Raises `MoveRefused` with everything that is missing.
    """
    round_ = lock_round(round_id)
    with reading_once(round_):
        if round_.is_draft:
            _write_what_is_seen(round_)
        fields = {"announced_at": timezone.now()}
        return advance_locked(round_=round_, step="announce", actor=actor, fields=fields)


def _write_what_is_seen(round_: Round) -> None:
    """Number the lines, and write who is exempt and when the dossiers went out; all of it is read once."""
    lines = list(lines_to_check(round_))
    share_lines(round_, lines)
    renumber(round_=round_, lines=lines)
    record_exemptions(round_=round_)
    if unsent := [line.dossier.pk for line in lines if line.dossier and not line.dossier.sent_on]:
        note_sent(dossiers=unsent)


@transaction.atomic
def withdraw_announcement(*, round_id: RoundId, actor: User | None, reason: str) -> Round:
    """Make an announced round a draft again, and tell the reason to everybody who may know of it.

    Raises `RoundError` without a reason.
    """
    round_, reason = lock_round(round_id), reason.strip()
    if not reason:
        raise RoundError(_("Say why the announcement is withdrawn."))
    if round_.is_draft:
        return round_
    with allowed(round_, reason):
        round_ = advance(round_id=round_id, step="withdraw_announcement", actor=actor, detail=reason)
    happened("round.unannounced", round_=round_, reason=reason)
    return round_


@transaction.atomic
def postpone_round(
    *, round_id: RoundId, actor: User | None, meets_at: datetime.datetime, reason: str
) -> Round:
    """Move an announced meeting to another time; opening and closing move with it, and people are told why.

    Raises `RoundError` without a reason, for a time that has passed, and once the round is frozen.
    """
    round_, reason = lock_round(round_id), reason.strip()
    if not takes_place("postpone", round_):
        raise RoundError(_("Only a meeting that is announced and not frozen is postponed."))
    if not reason:
        raise RoundError(_("Say why the meeting is postponed."))
    if meets_at <= timezone.now():
        raise RoundError(_("The new time of the meeting has passed already."))
    before = begins(round_)
    if before is None:
        raise RoundError(_("The time of the meeting is not set, so it cannot be postponed."))
    if meets_at == before:
        return round_
    moved = _move(round_, meets_at - before)
    with stating(round_, BY_NAME["postpone"].entry_name, actor=actor, detail=reason), allowed(round_, reason):
        round_.save(update_fields=moved)
    happened("round.save", round_=round_, reason=reason)
    return round_


def postpone_as_asked(round_: Round, actor: User, reason: str, meets_at: str = "", day: str = "") -> Round:
    """Postpone to a moment, or to the same hour of another day; both in ISO 8601, as a request keeps them."""
    before = begins(round_) or timezone.now()
    if meets_at:
        moment = datetime.datetime.fromisoformat(meets_at)
    else:
        hour = timezone.localtime(before).time()
        moment = timezone.make_aware(datetime.datetime.combine(datetime.date.fromisoformat(day), hour))
    return postpone_round(round_id=round_.pk, actor=actor, meets_at=moment, reason=reason)


def _move(round_: Round, by: datetime.timedelta) -> list[str]:
    """Move the times that are set; return their names."""
    names = [name for name in ("meets_at", "opens_at", "closes_at") if getattr(round_, name)]
    for name in names:
        setattr(round_, name, getattr(round_, name) + by)
    return names
