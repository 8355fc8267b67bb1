"""What a clerk does with a single notice: send again, correct the address, print, hand over, withdraw."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import note
from notices import queue
from notices.errors import NoticeRefused
from notices.models import Notice
from notices.selectors import FAILED, UNSENT
from officials import mail
from officials.models import User

State = Notice.State
ON_ITS_WAY = (State.CLAIMED, State.SENDING)
# A notice in these states has not reached its person by mail, so a printed copy is what counts.
UNREACHED = (*UNSENT, *FAILED, State.PRINTED)


@transaction.atomic
def resend(*, notice_id: int, actor: User, address: str = "") -> Notice:
    """Send a notice once more, to another address if one is given; the account keeps its own address.

    Raises `NoticeRefused` while it is being sent, once it is withdrawn, and if nothing can be mailed.
    """
    row = _settled(notice_id)
    address = address.strip()
    if row.is_private and not row.body:
        raise NoticeRefused(_("The text held a way to log in and was deleted. Make a new one."))
    if not (address or row.address) or not mail.leaves_machine():
        raise NoticeRefused(_("Without an address a notice can only be printed."))
    code = "notices.resend"
    if address and address != row.address:
        _require_address(address)
        note("notices.address", actor=actor, subject=row, data={"from": row.address, "to": address})
        # A report on the former address that comes later must not count against this one.
        row.address, row.mail, code = address, uuid.uuid4(), ""
    _make_due(row)
    if code:
        note(code, actor=actor, subject=row)
    queue.look_soon()
    return row


def _make_due(row: Notice) -> None:
    """Let the row wait for now, in a mail of its own if it shared one; its `Message-ID` stays otherwise."""
    if Notice.objects.filter(mail=row.mail).exclude(pk=row.pk).exists():
        row.mail = uuid.uuid4()
    now = timezone.now()
    row.state, row.due_at, row.queued_until, row.changed_at = State.WAITING, now, None, now
    row.tries = min(row.tries, 1)  # counted anew, but not as a fresh notice, which could join another mail
    row.save(update_fields=["state", "due_at", "queued_until", "changed_at", "mail", "address", "tries"])


def _require_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as fault:
        raise NoticeRefused(" ".join(fault.messages)) from None


@transaction.atomic
def mark_printed(*, notices: Iterable[int], actor: User) -> int:
    """Record that these notices were printed; those that arrived stay as they are. Return how many changed."""
    today, now = timezone.localdate(), timezone.now()
    rows = Notice.objects.select_for_update().filter(pk__in=list(notices), state__in=UNREACHED)
    printed = list(rows.order_by("pk"))
    Notice.objects.filter(pk__in=[row.pk for row in printed]).update(
        state=State.PRINTED, printed_on=today, due_at=None, queued_until=None, changed_at=now
    )
    if printed:
        first = printed[0]
        subject = first if len(printed) == 1 else first.round
        note("notices.print", actor=actor, subject=subject, data={"number": len(printed)})
    return len(printed)


@transaction.atomic
def hand_over(*, notice_id: int, actor: User) -> Notice:
    """Record that a notice was given to its person by hand. Raises `NoticeRefused` while it is being sent."""
    row = _settled(notice_id)
    row.state, row.handed_on, row.due_at, row.queued_until = State.HANDED, timezone.localdate(), None, None
    row.changed_at = timezone.now()
    row.save(update_fields=["state", "handed_on", "due_at", "queued_until", "changed_at"])
    note("notices.hand", actor=actor, subject=row)
    return row


@transaction.atomic
def withdraw(*, notice_id: int, actor: User) -> Notice:
    """Take back a notice that has not left yet; a way to log in is deleted. Raises `NoticeRefused` once it may have."""
    row = _settled(notice_id)
    if row.state not in UNSENT:
        raise NoticeRefused(_("This notice has left already and cannot be withdrawn."))
    row.state, row.due_at, row.queued_until, row.changed_at = State.WITHDRAWN, None, None, timezone.now()
    row.body = "" if row.is_private else row.body
    row.save(update_fields=["state", "due_at", "queued_until", "changed_at", "body"])
    note("notices.withdraw", actor=actor, subject=row)
    return row


def _settled(notice_id: int) -> Notice:
    """Return the locked row, or raise `NoticeRefused` while a worker has it or once it is withdrawn."""
    row = Notice.objects.select_for_update().get(pk=notice_id)
    if row.state in ON_ITS_WAY:
        raise NoticeRefused(_("This notice is being sent at this moment. Look again in a few minutes."))
    if row.state == State.WITHDRAWN:
        raise NoticeRefused(_("This notice was withdrawn."))
    return row
