"""The answer to an invitation."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import note
from notices.errors import NoticeRefused
from notices.models import InvitationReply
from notices.selectors import invited, told_last
from officials.models import User
from officials.names import plain_text
from rounds.locks import lock_round
from rounds.models import Round, RoundId

Coming = InvitationReply.Coming


@transaction.atomic
def answer(*, key: uuid.UUID, coming: str, text: str = "") -> InvitationReply:
    """Write the answer of an invited person; a later one replaces it.

    Raises `NoticeRefused` once voting has begun, since an answer then would be a trace of somebody's presence,
    and for an answer without the text that it needs.
    """
    notice = invited(key=key)
    return _write(lock_round(str(notice.round_id)), notice.user_id, coming, text, None)


@transaction.atomic
def record(*, round_id: RoundId, person: User, coming: str, text: str = "", actor: User) -> InvitationReply:
    """Write what a person on the roll answered by telephone, marked with who recorded it.

    The caller checked that the person is on the roll. Raises `NoticeRefused` as `answer` does.
    """
    round_ = lock_round(round_id)
    reply = _write(round_, person.pk, coming, text, actor)
    note("notices.reply", actor=actor, subject=round_, text=f"{person}: {reply.get_coming_display()}")
    return reply


def _write(round_: Round, user_id: int, coming: str, text: str, recorded_by: User | None) -> InvitationReply:
    if not round_.is_before:
        raise NoticeRefused(_("The meeting has begun or is cancelled; the answer can no longer be changed."))
    text = " ".join(text.split())
    if coming != Coming.YES and not text:
        raise NoticeRefused(_("Write the reason or the question."))
    plain_text(text)
    values = {
        "sequence": told_last(round_),
        "coming": coming,
        "text": "" if coming == Coming.YES else text,
        "replied_on": timezone.localdate(),
        "recorded_by": recorded_by,
    }
    reply, _made = InvitationReply.objects.update_or_create(round=round_, user_id=user_id, defaults=values)
    return reply
