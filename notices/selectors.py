"""Reads of notices; the permission is part of the query."""

import datetime
import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from notices import kinds
from notices.kinds import Wording
from notices.models import InvitationReply, Notice, NoticeText
from officials.models import User
from rounds.models import Campaign, Elector, Round

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


def people_to_invite(round_: Round) -> QuerySet[User]:
    """Return the people on the roll who have no invitation that still holds, in the order of names."""
    holding = _asking(round_).filter(user=OuterRef("pk"))
    on_roll = Elector.objects.filter(round=round_, user=OuterRef("pk"))
    people = User.objects.filter(Exists(on_roll), ~Exists(holding), is_active=True)
    return people.order_by("sort_key", "pk")


def people_invited(round_: Round) -> QuerySet[User]:
    """Return the people with an invitation that still holds, in the order of names."""
    return User.objects.filter(Exists(_asking(round_).filter(user=OuterRef("pk")))).order_by("sort_key", "pk")


def people_told(round_: Round) -> set[int]:
    """Return the people (ids) who may know of the meeting: an invitation left us in some way."""
    rows = _asking(round_).exclude(state__in=[State.WAITING, State.DEFERRED, State.TO_PRINT])
    return set(rows.values_list("user", flat=True))


def _asking(round_: Round) -> QuerySet[Notice]:
    rows = Notice.objects.filter(round=round_, kind__in=["invitation", "meeting_changed"])
    return rows.exclude(state=State.WITHDRAWN)


def told_at(round_: Round, *, kind: str) -> datetime.datetime | None:
    """Return when people were told something of a round last; None if they were not."""
    rows = Notice.objects.filter(round=round_, kind=kind).exclude(state=State.WITHDRAWN)
    return rows.order_by("-created_at").values_list("created_at", flat=True).first()
