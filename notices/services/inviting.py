"""Invite the people of a roll, and tell them when the meeting is changed or cancelled."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import note
from notices import values
from notices.errors import NoticeRefused
from notices.models import Invitation, InvitationReply, Notice
from notices.selectors import ASKING, people_invited, people_to_invite, people_told
from notices.services.telling import Message, tell, withdraw
from notices.services.telling_officials import officials_told, tell_of_end, tell_of_move
from officials.models import User
from rounds.locks import lock_round
from rounds.models import Round, RoundId
from rounds.told import begins

# A secretary who corrects time and place in two steps tells people once.
SETTLING = datetime.timedelta(minutes=10)


@transaction.atomic
def invite(*, round_id: RoundId, actor: User, language: str = "") -> int:
    """Invite everybody on the roll who has not been invited yet, each in the own language unless one is given; return how many.

    Raises `NoticeRefused` if the meeting is over or cancelled, or if the text or a value is missing.
    """
    round_ = lock_round(round_id)
    message = invitation_of(round_, language=language)
    people = list(people_to_invite(round_))
    asked = {"meets_at": begins(round_), "place": round_.place}
    Invitation.objects.get_or_create(round=round_, defaults=asked)
    _make_room(message, people)
    told = tell(message, people)
    note("notices.invite", actor=actor, subject=round_, data={"number": told})
    return told


def _make_room(message: Message, people: Iterable[User]) -> None:
    """Remove invitations that a clerk withdrew before they left, since a person has one; the log keeps the act."""
    same = {"round": message.round_, "kind": message.kind, "sequence": message.sequence}
    Notice.objects.filter(**same, user__in=people, state=Notice.State.WITHDRAWN).delete()


def invitation_of(round_: Round, *, language: str = "") -> Message:
    """Return what `invite` would send now. Raises `NoticeRefused` if nobody can be invited any more."""
    begin = begins(round_)
    if not round_.is_before or round_.is_void:
        raise NoticeRefused(_("The meeting has begun or is cancelled, so nobody is invited any more."))
    if begin is None or begin <= timezone.now():
        raise NoticeRefused(_("Enter a time of the meeting that has not passed; invitations name it."))
    if not round_.place:
        raise NoticeRefused(_("Enter the place of the meeting; invitations name it."))
    found = Invitation.objects.filter(pk=round_.pk).first()
    return Message(
        kind="invitation", round_=round_, language=language, sequence=found.sequence if found else 0
    )


def meeting_saved(*, round_: Round, reason: str = "") -> None:
    """Tell a new time or place to everybody who may know the former one; the others are invited anew.

    Of an announced meeting people are told the reason.
    """
    told = Invitation.objects.filter(pk=round_.pk, is_withdrawn=False).first()
    begin = begins(round_)
    if told is None or begin is None or (told.meets_at, told.place) == (begin, round_.place):
        return
    told.sequence, told.meets_at, told.place = told.sequence + 1, begin, round_.place
    told.save()
    known, all_people = people_told(round_), list(people_invited(round_))
    withdraw(round_, *ASKING)
    common = {"round_": round_, "sequence": told.sequence, "is_automatic": True, "wait": SETTLING}
    again, anew = ("meeting_moved", "summons") if round_.is_announced else ("meeting_changed", "invitation")
    facts = {"reason": reason, "link": values.reading_address(round_)}
    told_before = [user for user in all_people if user.pk in known]
    not_told = [user for user in all_people if user.pk not in known]
    tell(Message(kind=again, facts=facts, **common), told_before)  # type: ignore[arg-type]
    tell(Message(kind=anew, facts=facts, **common), not_told)  # type: ignore[arg-type]
    if round_.is_announced:
        officials = officials_told(round_, without=all_people)
        tell_of_move(round_, officials, sequence=told.sequence, reason=reason)


def meeting_cancelled(*, round_: Round, actor: User | None) -> None:
    """Take back what was not sent yet, and tell everybody who may know of the meeting that it is cancelled."""
    told = Invitation.objects.filter(pk=round_.pk, is_withdrawn=False).first()
    known = people_told(round_)
    people = [user for user in people_invited(round_) if user.pk in known]
    officials = officials_told(round_, without=people)
    withdraw(round_)
    if told is None:
        return
    told.sequence, told.is_withdrawn = told.sequence + 1, True
    told.save()
    facts = {"reason": round_.cancel_reason}
    tell(
        Message(
            kind="meeting_cancelled",
            round_=round_,
            facts=facts,
            sequence=told.sequence,
            is_automatic=True,
        ),
        people,
    )
    tell_of_end(round_, officials, sequence=told.sequence, reason=round_.cancel_reason)


def meeting_removed(*, round_: Round) -> None:
    """Let a draft be deleted with what was not sent. Raises `NoticeRefused` once people know of the meeting."""
    if people_told(round_):
        raise NoticeRefused(_("People know of this meeting. Cancel it instead, so that they are told."))
    Notice.objects.filter(round=round_).delete()
    InvitationReply.objects.filter(round=round_).delete()
    Invitation.objects.filter(pk=round_.pk).delete()
