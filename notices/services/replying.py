"""The answer to an invitation."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from notices.errors import NoticeRefused
from notices.models import InvitationReply
from notices.selectors import invited, told_last
from officials.names import plain_text
from rounds.locks import lock_round

Coming = InvitationReply.Coming


@transaction.atomic
def answer(*, key: uuid.UUID, coming: str, text: str = "") -> InvitationReply:
    """Write the answer of an invited person; a later one replaces it.

    Raises `NoticeRefused` once voting has begun, since an answer then would be a trace of somebody's presence,
    and for an answer without the text that it needs.
    """
    notice = invited(key=key)
    round_ = lock_round(str(notice.round_id))
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
    }
    reply, _made = InvitationReply.objects.update_or_create(
        round=round_, user_id=notice.user_id, defaults=values
    )
    return reply
