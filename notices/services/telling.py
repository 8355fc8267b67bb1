"""Tell people something: one row for each person, in the transaction of what happened."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from notices import hours, ics, kinds, placeholders, private, queue, values
from notices.errors import NoticeRefused, TextRefused
from notices.kinds import Calendar, NoticeKind, Wording
from notices.models import Notice
from notices.selectors import UNSENT, mailed_today, people_with_notice, wording_for
from notices.values import Fact
from officials import mail
from officials.models import Unit, User
from rounds.models import Campaign, Round

State = Notice.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What people are told: the kind, what it is about, and the values that only this message knows.

    It is about a round, or belongs to a unit; `about` names what else it is about. `own` are values of single
    people by the id of their account, `sequence` tells a second message of the same kind from the first. Without
    `language` each person is told in the own one.
    """

    kind: str
    round_: Round | None = None
    unit: Unit | None = None
    about: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    own: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    sequence: int = 0
    language: str = ""
    delete_on: datetime.date | None = None
    # There is nobody to correct the text of an automatic notice, so the shipped text is sent if it has faults.
    is_automatic: bool = False
    is_on_paper: bool = False  # no mail may say this
    wait: datetime.timedelta = datetime.timedelta()

    @property
    def owner(self) -> Unit:
        """The unit whose secretariat sees whether the notice arrived."""
        if self.round_ is not None:
            return self.round_.unit
        if self.unit is None:
            raise ValueError("a notice is about a round or belongs to a unit")
        return self.unit

    @property
    def campaign(self) -> Campaign | None:
        """The campaign that may have worded the notice itself."""
        return self.round_.campaign if self.round_ else None

    @property
    def may_be_mailed(self) -> bool:
        is_secret = self.round_ is not None and self.round_.marking == Round.Marking.SECRET
        return not (self.is_on_paper or is_secret)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a message in one language, with the values that are the same for everybody."""

    language: str
    wording: Wording
    known: Mapping[str, str]


def tell(message: Message, people: Iterable[User]) -> int:
    """Write a notice for each person who has not been told yet, and let workers send them; return how many.

    People without an address, and all of them where no mail leaves the machine or the round is secret, get
    theirs on paper. Of a rehearsal only the members who are asked to take part are told. Raises `NoticeRefused` if the text has faults
    or a value is missing; then nobody is told.
    """
    kind, now = kinds.of(message.kind), timezone.now()
    if message.round_ is not None and message.round_.is_rehearsal and not kind.is_of_rehearsals:
        return 0
    told = people_with_notice(message.round_, kind=kind.code, about=message.about, sequence=message.sequence)
    found = [user for user in people if user.pk not in told]
    if not found:  # reminders ask every minute
        return 0
    sheets = {
        language: sheet_of(message, language) for language in {_language(message, user) for user in found}
    }
    had_mail = mailed_today([user.pk for user in found], now=now)
    rows = []
    for user in found:
        row = _row(message, sheets[_language(message, user)], user, now)
        _address(row, user, message, due=_due(kind, now, user.pk in had_mail) + message.wait)
        rows.append(row)
    # Another transaction may have told the same people meanwhile.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    queue.look_soon()
    return len(rows)


def withdraw(
    round_: Round | None, *only: str, about: str | None = None, of: Iterable[User] | None = None
) -> None:
    """Withdraw the notices of a round that no mail server was given yet.

    Of `only` these kinds, about this, or to these people, where they are given.
    """
    rows = Notice.objects.filter(round=round_, state__in=UNSENT)
    if only:
        rows = rows.filter(kind__in=only)
    if about is not None:
        rows = rows.filter(about=about)
    if of is not None:
        rows = rows.filter(user__in=[user.pk for user in of])
    rows.update(state=State.WITHDRAWN, due_at=None, queued_until=None, changed_at=timezone.now())


def sheet_of(message: Message, language: str) -> Sheet:
    """Return the text that will be sent. Raises `NoticeRefused` with everything that is wrong with it."""
    kind = kinds.of(message.kind)
    known = values.for_everybody(message.round_, message.owner, message.facts, language)
    wording = wording_for(campaign=message.campaign, kind=kind.code, language=language)
    if faults := list(placeholders.problems(kind, wording)):
        if message.is_automatic:
            return Sheet(language, kind.texts[language], known)
        raise TextRefused(faults)
    lacks = placeholders.lacking(wording, {**known, "name": "–", "link": "–", "reply_link": "–"})
    if lacks and not message.is_automatic:
        raise NoticeRefused(_("No value is known yet for: %(words)s.") % {"words": ", ".join(lacks)})
    return Sheet(language, wording, known)


def preview(message: Message, user: User) -> Notice:
    """Return, unsaved, what this person would be sent. Raises `NoticeRefused` as `tell` does."""
    now = timezone.now()
    row = _row(message, sheet_of(message, _language(message, user)), user, now)
    _address(row, user, message, due=now)
    return row


def _language(message: Message, user: User) -> str:
    return message.language or user.language


def _row(message: Message, sheet: Sheet, user: User, now: datetime.datetime) -> Notice:
    kind = kinds.of(message.kind)
    row = Notice(
        kind=kind.code,
        unit=message.owner,
        round=message.round_,
        about=message.about,
        user=user,
        sequence=message.sequence,
        name=str(user),
        sort_key=user.sort_key,
        language=sheet.language,
        key=uuid.uuid4(),
        is_private=kind.is_private,
        is_pressing=kind.is_pressing,
        delete_on=message.delete_on,
        created_at=now,
        changed_at=now,
    )
    _write_text(row, sheet.wording, {**sheet.known, **_own(message, row, user)})
    return row


def _own(message: Message, row: Notice, user: User) -> dict[str, str]:
    words = {"name": row.name, **message.own.get(user.pk, {})}
    if kinds.of(message.kind).asks_for_reply:
        words["reply_link"] = values.reply_address(row.key)
    return words


def _write_text(row: Notice, wording: Wording, known: Mapping[str, str]) -> None:
    row.subject = " ".join(placeholders.filled(wording.subject, known).split())[:250]
    body = placeholders.filled(wording.body, known)
    row.body = private.sealed(body) if row.is_private else body


def _address(row: Notice, user: User, message: Message, *, due: datetime.datetime) -> None:
    """Give the row its address and the moment to send it, or leave it to be printed."""
    if not (user.email and mail.leaves_machine() and message.may_be_mailed):
        row.state = State.TO_PRINT
        return
    row.address, row.due_at = user.email, due
    method = kinds.of(row.kind).calendar
    if message.round_ is not None and method != Calendar.NONE:
        event = values.event_of(
            message.round_, name=row.name, address=row.address, sequence=row.sequence, stamp=row.created_at
        )
        row.calendar = ics.as_text(event, method)


def _due(kind: NoticeKind, now: datetime.datetime, had_mail: bool) -> datetime.datetime:
    """Return when to send: pressing notices now, the others in the hours of sending, one mail a day."""
    if kind.is_pressing:
        return now
    return hours.tomorrow(now) if had_mail else hours.next_moment(now)
