"""Reads of notices; the permission is part of the query."""

import datetime
import uuid
from collections.abc import Iterable

from django.utils import timezone

from notices import kinds
from notices.kinds import Wording
from notices.models import InvitationReply, Notice, NoticeText
from rounds.models import Campaign

State = Notice.State
MAILED = (State.CLAIMED, State.SENDING, State.ACCEPTED, State.UNKNOWN, State.BOUNCED)


def wording_for(*, campaign: Campaign | None, kind: str, language: str) -> Wording:
    """Return the text of a kind: the campaign's own, else the shipped one."""
    own = NoticeText.objects.filter(campaign=campaign, kind=kind, language=language).first()
    return Wording(own.subject, own.body) if own else kinds.of(kind).texts[language]


def mailed_today(people: Iterable[int], *, now: datetime.datetime) -> set[int]:
    """Return those of the people (ids) to whom a mail was sent today."""
    begin = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Notice.objects.filter(user__in=list(people), state__in=MAILED, changed_at__gte=begin)
    return set(rows.values_list("user", flat=True))


def invited(*, key: uuid.UUID) -> Notice:
    """Return the invitation with this number, or raise `Notice.DoesNotExist`; the number is the permission."""
    asking = [kind.code for kind in kinds.every() if "reply_link" in kind.words]
    rows = Notice.objects.select_related("round__unit").exclude(state=State.WITHDRAWN)
    return rows.get(key=key, kind__in=asking)


def reply_to(notice: Notice) -> InvitationReply | None:
    """Return what the person of an invitation answered last."""
    return InvitationReply.objects.filter(round=notice.round_id, user=notice.user_id).first()
