"""Tell people something: one row for each person, in the transaction of what happened."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from notices import hours, ics, kinds, placeholders, private, queue, values
from notices.errors import NoticeRefused
from notices.kinds import Calendar, NoticeKind, Wording
from notices.models import Notice
from notices.selectors import UNSENT, mailed_today, people_with_notice, wording_for
from officials import mail
from officials.models import User
from rounds.models import Round

State = Notice.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What people are told: the kind, the round, and the values that only this message knows.

    `own` are values of single people by the id of their account, `sequence` tells a second message of the
    same kind from the first.
    """

    kind: str
    round_: Round
    facts: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    sequence: int = 0
    language: str = settings.LANGUAGE_CODE
    delete_on: datetime.date | None = None
    # There is nobody to correct the text of an automatic notice, so the shipped text is sent if it has faults.
    is_automatic: bool = False
    wait: datetime.timedelta = datetime.timedelta()


@transaction.atomic
def tell(message: Message, people: Iterable[User]) -> int:
    """Write a notice for each person who has not been told yet, and let workers send them; return how many.

    People without an address, and all of them where no mail leaves the machine or the round is secret, get
    theirs on paper. Nobody is told anything about a rehearsal. Raises `NoticeRefused` if the text has faults
    or a value is missing; then nobody is told.
    """
    if message.round_.is_rehearsal:
        return 0
    kind, rows = kinds.of(message.kind), []
    wording, now = checked_wording(message), timezone.now()
    told = people_with_notice(message.round_, kind=kind.code, sequence=message.sequence)
    found = [user for user in people if user.pk not in told]
    if not found:  # reminders ask every minute
        return 0
    had_mail = mailed_today([user.pk for user in found], now=now)
    common = values.of_round(message.round_, message.facts, message.language)
    for user in found:
        row = _row(message, kind, user, now)
        _write_text(row, wording, {**common, **_own(message, row, user)})
        _address(row, user, message.round_, due=_due(kind, now, user.pk in had_mail) + message.wait)
        rows.append(row)
    # Another transaction may have told the same people meanwhile.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    queue.look_soon()
    return len(rows)


def withdraw(round_: Round, *only: str) -> None:
    """Withdraw the notices of a round, or of `only` these kinds, that no mail server was given yet."""
    rows = Notice.objects.filter(round=round_, state__in=UNSENT)
    if only:
        rows = rows.filter(kind__in=only)
    rows.update(state=State.WITHDRAWN, due_at=None, queued_until=None, changed_at=timezone.now())


def checked_wording(message: Message) -> Wording:
    """Return the text that will be sent. Raises `NoticeRefused` with everything that is wrong with it."""
    kind, round_ = kinds.of(message.kind), message.round_
    wording = wording_for(campaign=round_.campaign, kind=kind.code, language=message.language)
    if faults := list(placeholders.problems(kind, wording)):
        if message.is_automatic:
            return kind.texts[message.language]
        raise NoticeRefused(" ".join(faults))
    known = values.of_round(round_, message.facts, message.language)
    lacks = placeholders.lacking(wording, {**known, "name": "–", "link": "–", "reply_link": "–"})
    if lacks and not message.is_automatic:
        raise NoticeRefused(_("No value is known yet for: %(words)s.") % {"words": ", ".join(lacks)})
    return wording


def preview(message: Message, user: User) -> Notice:
    """Return, unsaved, what this person would be sent. Raises `NoticeRefused` as `tell` does."""
    row = _row(message, kinds.of(message.kind), user, timezone.now())
    common = values.of_round(message.round_, message.facts, message.language)
    _write_text(row, checked_wording(message), {**common, **_own(message, row, user)})
    _address(row, user, message.round_, due=row.created_at)
    return row


def _row(message: Message, kind: NoticeKind, user: User, now: datetime.datetime) -> Notice:
    return Notice(
        kind=kind.code,
        unit=message.round_.unit,
        round=message.round_,
        user=user,
        sequence=message.sequence,
        name=str(user),
        sort_key=user.sort_key,
        language=message.language,
        key=uuid.uuid4(),
        is_private=kind.is_private,
        is_pressing=kind.is_pressing,
        delete_on=message.delete_on,
        created_at=now,
        changed_at=now,
    )


def _own(message: Message, row: Notice, user: User) -> dict[str, str]:
    words = {"name": row.name, **message.own.get(user.pk, {})}
    if "reply_link" in kinds.of(message.kind).words:
        words["reply_link"] = values.reply_address(row.key)
    return words


def _write_text(row: Notice, wording: Wording, known: Mapping[str, str]) -> None:
    row.subject = " ".join(placeholders.filled(wording.subject, known).split())[:250]
    body = placeholders.filled(wording.body, known)
    row.body = private.sealed(body) if row.is_private else body


def _address(row: Notice, user: User, round_: Round, *, due: datetime.datetime) -> None:
    """Give the row its address and the moment to send it, or leave it to be printed."""
    is_mailed = user.email and mail.leaves_machine() and round_.marking != Round.Marking.SECRET
    if not is_mailed:
        row.state = State.TO_PRINT
        return
    row.address, row.due_at = user.email, due
    if (method := kinds.of(row.kind).calendar) != Calendar.NONE:
        event = values.event_of(
            round_, name=row.name, address=row.address, sequence=row.sequence, stamp=row.created_at
        )
        row.calendar = ics.as_text(event, method)


def _due(kind: NoticeKind, now: datetime.datetime, had_mail: bool) -> datetime.datetime:
    """Return when to send: pressing notices now, the others in the hours of sending, one mail a day."""
    if kind.is_pressing:
        return now
    return hours.tomorrow(now) if had_mail else hours.next_moment(now)
