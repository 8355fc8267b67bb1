"""Reads of notices; the permission is part of the query."""

import datetime
import uuid
from collections.abc import Iterable, Mapping

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from common.numbers import whole_number
from notices import kinds
from notices.kinds import Wording
from notices.models import Invitation, InvitationReply, MailServer, Notice, NoticeText
from officials.models import UnitRole, User
from officials.search import matching
from officials.selectors import units_of
from rounds import states
from rounds.models import Campaign, CardReport, Elector, Round
from rounds.states import Voting

State = Notice.State
ASKING = ("invitation", "summons", "meeting_changed", "meeting_moved")
CANCELLED = "meeting_cancelled"
UNSENT = (State.WAITING, State.DEFERRED, State.TO_PRINT)
MAILED = (State.CLAIMED, State.SENDING, State.ACCEPTED, State.UNKNOWN, State.BOUNCED)


def wording_for(*, campaign: Campaign | None, kind: str, language: str) -> Wording:
    """Return the text of a kind: the campaign's own, else the shipped one."""
    texts = NoticeText.objects.filter(kind=kind, language=language)
    own = texts.filter(campaign=campaign).first() if campaign else None
    return Wording(own.subject, own.body) if own else kinds.of(kind).texts[language]


def mailed_today(people: Iterable[int], *, now: datetime.datetime) -> set[int]:
    """Return those of the people (ids) to whom a mail was sent today."""
    begin = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Notice.objects.filter(user__in=list(people), state__in=MAILED, changed_at__gte=begin)
    return set(rows.values_list("user", flat=True))


def invited(*, key: uuid.UUID) -> Notice:
    """Return the invitation with this number, or raise `Notice.DoesNotExist`; the number is the permission."""
    asking = [kind.code for kind in kinds.every() if kind.asks_for_reply]
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
    rows = _asking(round_).exclude(state__in=UNSENT)
    return set(rows.values_list("user", flat=True))


def people_with_notice(round_: Round | None, *, kind: str, about: str, sequence: int) -> set[int]:
    """Return the people (ids) for whom this notice was written, whatever became of it."""
    rows = Notice.objects.filter(round=round_, kind=kind, about=about, sequence=sequence)
    return set(rows.values_list("user", flat=True))


def reports_to_tell(*, since: datetime.date) -> QuerySet[CardReport]:
    """Return the reports about used login cards that no counting team was told yet, in no order of time."""
    told = Notice.objects.filter(kind="card_reported", about=Cast(OuterRef("pk"), CharField()))
    reports = CardReport.objects.filter(~Exists(told), reported_on__gte=since, round__is_rehearsal=False)
    return reports.select_related("round__unit", "round__campaign").order_by("pk")


def _asking(round_: Round) -> QuerySet[Notice]:
    rows = Notice.objects.filter(round=round_, kind__in=ASKING)
    return rows.exclude(state=State.WITHDRAWN)


def told_at(round_: Round, *, kind: str) -> datetime.datetime | None:
    """Return when people were told something of a round last; None if they were not."""
    rows = Notice.objects.filter(round=round_, kind=kind).exclude(state=State.WITHDRAWN)
    return rows.order_by("-created_at").values_list("created_at", flat=True).first()


# States in which a clerk has to do something, or to wait for somebody.
FAILED = (State.REFUSED, State.UNKNOWN, State.BOUNCED)
ON_PAPER = (State.TO_PRINT, State.PRINTED)
REACHED = (State.ACCEPTED, State.HANDED)
OFTEN = 3  # attempts after which a deferred notice counts as not reached


def notices_for_secretary(*, user: User) -> QuerySet[Notice]:
    """Return the notices of the units of which the user is secretary; private texts are never among the columns."""
    rows = Notice.objects.select_related("round", "unit").defer("body", "calendar")
    return rows if user.is_superuser else rows.filter(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT))


def notice_for_secretary(*, user: User, pk: int) -> Notice:
    """Return a notice, or raise `Notice.DoesNotExist` without telling whether it exists."""
    return notices_for_secretary(user=user).defer(None).get(pk=pk)


def may_print(notice: Notice) -> bool:
    """Return whether a clerk prints this notice: its text is no secret, and mail has not reached the person."""
    return not notice.is_private and notice.state in (*FAILED, *ON_PAPER, State.DEFERRED)


def not_reached(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return those that have not reached their person and will not without a clerk."""
    often = Q(state=State.DEFERRED, tries__gte=OFTEN)
    return rows.filter(Q(state__in=[*FAILED, *ON_PAPER]) | often)


def under_way(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return those that are sent without anybody's doing."""
    moving = Q(state__in=[State.WAITING, State.CLAIMED, State.SENDING])
    return rows.filter(moving | Q(state=State.DEFERRED, tries__lt=OFTEN))


def reached(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return those that a mail server accepted or that were handed over."""
    return rows.filter(state__in=REACHED)


def of_person(rows: QuerySet[Notice], text: str) -> QuerySet[Notice]:
    """Return those whose person has a name or an address with the words of `text`."""
    return matching(rows, text, "user__search_key")


def numbers_of(round_: Round) -> Mapping[str, int]:
    """Return kind of list → how many notices of the round stand in it."""
    rows = Notice.objects.filter(round=round_).order_by()
    return {
        "under_way": under_way(rows).count(),
        "not_reached": not_reached(rows).count(),
        "reached": reached(rows).count(),
    }


def person_on_roll(round_: Round, pk: str) -> User | None:
    """Return the person on the roll with this id; for callers that may see the round."""
    if (number := whole_number(pk)) is None:
        return None
    return User.objects.filter(electorates__round=round_, pk=number).first()


def is_on_roll(notice: Notice) -> bool:
    """Return whether the person of a notice is on the roll of its round."""
    return Elector.objects.filter(round=notice.round_id, user=notice.user_id).exists()


def people_with_replies(round_: Round, *, text: str, silent: bool) -> QuerySet[User]:
    """Return the people on the roll in the order of names: those whose names hold the words of `text`.

    With `silent`, those who have answered neither yes nor no. For callers that may see the round.
    """
    people = User.objects.filter(electorates__round=round_).order_by("sort_key", "pk")
    if silent:
        said = _valid_replies(round_).exclude(coming=InvitationReply.Coming.ASKS)
        people = people.exclude(Exists(said.filter(user=OuterRef("pk"))))
    return matching(people, text, "search_key")


def attach_replies(round_: Round, people: Iterable[User]) -> None:
    """Give each of the people `reply`, the answer that holds for the meeting as it is planned now; one query."""
    rows = _valid_replies(round_).filter(user__in=[user.pk for user in people]).select_related("recorded_by")
    found = {row.user_id: row for row in rows}
    for user in people:
        user.reply = found.get(user.pk)  # type: ignore[attr-defined]


def _valid_replies(round_: Round) -> QuerySet[InvitationReply]:
    return InvitationReply.objects.filter(round=round_, sequence=told_last(round_))


def replies_of(round_: Round) -> QuerySet[InvitationReply]:
    """Return the answers that are not simply a yes, in the order of names; for callers that may see the round."""
    replies = InvitationReply.objects.filter(round=round_).exclude(coming=InvitationReply.Coming.YES)
    return replies.select_related("user", "recorded_by").order_by("user__sort_key", "pk")


def mail_server(name: str) -> MailServer | None:
    """Return the row of a mail server; None while nothing was sent to it."""
    return MailServer.objects.select_related("stopped_by").filter(name=name).first()


def operators() -> QuerySet[User]:
    """Return the people who run the installation and have an address."""
    return User.objects.filter(is_superuser=True, is_active=True).exclude(email="").order_by("pk")


def person(pk: int) -> User:
    """Return an account; for tasks, which take ids."""
    return User.objects.get(pk=pk)


def notices_to_print(*, user: User, round_: Round, everybody: bool, by_unit: bool) -> QuerySet[Notice]:
    """Return the invitations of a round to print, or what says that it is cancelled.

    Those of everybody, or of the people whom mail did not reach; in the order of the roll, or by unit and then by name.
    """
    rows = notices_for_secretary(user=user).defer(None).filter(round=round_)
    kinds_now = (CANCELLED,) if round_.is_void else ASKING
    rows = rows.filter(kind__in=kinds_now).exclude(state=State.WITHDRAWN)
    rows = rows if everybody else not_reached(rows)
    order = ["user__unit__name"] if by_unit else []
    return rows.select_related("user__unit", "round", "unit").order_by(*order, "sort_key", "pk")


def somebody_on_roll(round_: Round, text: str) -> User | None:
    """Return the first person on the roll with these words in the name; for callers that may see the round."""
    people = User.objects.filter(electorates__round=round_).order_by("sort_key", "pk")
    return matching(people, text, "search_key").first()


def own_texts(*, campaign: Campaign) -> set[tuple[str, str]]:
    """Return kind and language of the texts that a campaign words itself."""
    return set(NoticeText.objects.filter(campaign=campaign).values_list("kind", "language"))


def told_last(round_: Round) -> int:
    """Return the `Invitation.sequence` of a meeting: what its pages name now, whichever notice led there."""
    return Invitation.objects.filter(pk=round_.pk).values_list("sequence", flat=True).first() or 0


def meetings_awaiting_replies(*, until: datetime.datetime, now: datetime.datetime) -> QuerySet[Invitation]:
    """Return the meetings between now and then whose vote has not begun and to which people were invited."""
    coming = Invitation.objects.filter(is_withdrawn=False, meets_at__gt=now, meets_at__lte=until)
    coming = coming.filter(round__state__in=states.at(Voting.BEFORE))
    return coming.select_related("round__unit", "round__campaign")


def people_without_reply(round_: Round) -> QuerySet[User]:
    """Return the people on the roll who know of the meeting and have answered neither yes nor no."""
    settled = [InvitationReply.Coming.YES, InvitationReply.Coming.NO]
    said = InvitationReply.objects.filter(round=round_, coming__in=settled, sequence=told_last(round_))
    on_roll = Elector.objects.filter(round=round_, user=OuterRef("pk"))
    people = people_invited(round_).filter(Exists(on_roll), pk__in=people_told(round_))
    return people.exclude(Exists(said.filter(user=OuterRef("pk"))))
