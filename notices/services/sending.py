"""Find the mails that are due, and send one: nobody is mailed twice, and nothing is forgotten."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone

from notices import hours, smtp
from notices.mails import composed, envelope_of
from notices.models import Notice
from notices.services import throttle

State = Notice.State
LEASE = datetime.timedelta(minutes=3)  # longer than a mail server may keep a worker waiting
QUEUED = datetime.timedelta(minutes=15)  # after this a task counts as lost
NO_WORDS = "–"  # the worker died before it stored the server's answer


class LeaseLost(Exception):
    """The lease ended while the worker waited for the mail server; another one has the row."""


def due_mails(*, now: datetime.datetime | None = None) -> list[uuid.UUID]:
    """Free what hangs, join what goes to one person, and return the mails that workers send now.

    At most as many as the mail server is given in a minute; none while it is stopped or away.
    """
    now = now or timezone.now()
    free_expired(now=now)
    if not _due(now).exists():
        return []
    with transaction.atomic():
        server = throttle.locked()
        if not server.takes_mail(now):
            return []
        room = throttle.room_left(server, now)
        if not room:
            return []
        _join_by_person(now)
        mails = _oldest_due(now, room)
        Notice.objects.filter(mail__in=mails).update(queued_until=now + QUEUED)
        throttle.take(server, len(mails))
    return mails


def free_expired(*, now: datetime.datetime) -> None:
    """Free the rows whose worker died: what the mail server may have is unknown, all else is sent again."""
    over = Notice.objects.filter(lease_until__lt=now)
    over.filter(state=State.SENDING).update(
        state=State.UNKNOWN, said=NO_WORDS, lease_until=None, changed_at=now
    )
    over.filter(state=State.CLAIMED).update(
        state=State.DEFERRED, said=NO_WORDS, lease_until=None, due_at=now, queued_until=None, changed_at=now
    )


def _join_by_person(now: datetime.datetime) -> None:
    """Let the fresh notices that wait for one person become one mail; those with a private text stay alone."""
    fresh = _due(now).filter(state=State.WAITING, tries=0, is_private=False).order_by()
    several = fresh.values("user", "address", "language").annotate(first=Min("pk"), last=Max("pk"))
    for row in several.filter(last__gt=F("first")):
        mail = fresh.filter(pk=row["first"]).values_list("mail", flat=True).first()
        same = {name: row[name] for name in ("user", "address", "language")}
        fresh.filter(**same).update(mail=mail)


def _due(now: datetime.datetime) -> QuerySet[Notice]:
    due = Notice.objects.filter(state__in=[State.WAITING, State.DEFERRED], due_at__lte=now)
    return due.filter(Q(queued_until=None) | Q(queued_until__lt=now))


def _oldest_due(now: datetime.datetime, most: int) -> list[uuid.UUID]:
    oldest = (
        _due(now)
        .order_by()
        .values("mail")
        .annotate(first=Min("due_at"), row=Min("pk"))
        .order_by("first", "row")
    )
    return list(oldest.values_list("mail", flat=True)[:most])


def send(*, mail: uuid.UUID) -> None:
    """Send one mail, unless another worker has it; a second delivery of the task does nothing."""
    if not throttle.takes_mail():
        Notice.objects.filter(mail=mail).update(queued_until=None)
        return
    lease = timezone.now() + LEASE
    rows = _claimed(mail, lease)
    if not rows:
        return

    def before_data() -> None:
        if not _mine(mail, lease).filter(state=State.CLAIMED).update(state=State.SENDING):
            raise LeaseLost

    try:
        said = smtp.hand_over(composed(rows), envelope_of(rows), before_data=before_data)
    except LeaseLost:
        return
    except smtp.NotAccepted as problem:
        _record_failure(rows, lease, problem)
    else:
        _record(mail, lease, State.ACCEPTED, said)


def _record_failure(rows: Sequence[Notice], lease: datetime.datetime, problem: smtp.NotAccepted) -> None:
    mail, said = rows[0].mail, str(problem)
    if isinstance(problem, smtp.PerhapsTaken):
        _record(mail, lease, State.UNKNOWN, said)
    elif isinstance(problem, smtp.PersonRefused):
        _record(mail, lease, State.REFUSED, said)
    else:
        if isinstance(problem, smtp.ServerTrouble):
            throttle.pause(said=said)
        _defer(mail, lease, rows, said)


def _claimed(mail: uuid.UUID, lease: datetime.datetime) -> Sequence[Notice]:
    now = timezone.now()
    waiting = Notice.objects.filter(mail=mail, state__in=[State.WAITING, State.DEFERRED], due_at__lte=now)
    if not waiting.update(
        state=State.CLAIMED, tries=F("tries") + 1, lease_until=lease, due_at=None, changed_at=now
    ):
        return []
    return list(_mine(mail, lease).order_by("pk"))


def _mine(mail: uuid.UUID, lease: datetime.datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(mail=mail, lease_until=lease)


def _record(mail: uuid.UUID, lease: datetime.datetime, state: str, said: str) -> None:
    rows = _mine(mail, lease)
    if state == State.ACCEPTED:
        rows.filter(is_private=True).update(body="")
    rows.update(state=state, said=said, lease_until=None, queued_until=None, changed_at=timezone.now())


def _defer(mail: uuid.UUID, lease: datetime.datetime, rows: Sequence[Notice], said: str) -> None:
    """Try again later; give up after about a day."""
    now = timezone.now()
    if rows[0].tries >= hours.MOST_TRIES:
        _record(mail, lease, State.REFUSED, said)
        return
    later = now + hours.wait_after(rows[0].tries)
    if not any(row.is_pressing for row in rows):
        later = hours.next_moment(later)
    _mine(mail, lease).update(
        state=State.DEFERRED, said=said, lease_until=None, queued_until=None, due_at=later, changed_at=now
    )
