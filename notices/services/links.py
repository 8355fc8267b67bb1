"""The mail with a link for logging in, which a secretary sends: sealed, and its delivery is watched."""

import datetime
import uuid

from django.utils import timezone

from notices import private, queue
from notices.models import Notice
from officials.models import User

State = Notice.State
KIND = "login_link"


def link_made(*, account: User, subject: str, body: str, until: datetime.datetime) -> None:
    """Send a link to a person of a unit; an earlier one that has not left is taken back, since it no longer works."""
    if account.unit is None:
        raise ValueError("the account belongs to no unit, so nobody would see whether the link arrived")
    now, sent = timezone.now(), Notice.objects.filter(kind=KIND, user=account)
    sent.filter(state__in=[State.WAITING, State.DEFERRED]).update(
        state=State.WITHDRAWN, body="", due_at=None, queued_until=None, changed_at=now
    )
    Notice.objects.create(
        kind=KIND,
        unit=account.unit,
        user=account,
        about=str(uuid.uuid4()),
        name=str(account),
        sort_key=account.sort_key,
        address=account.email,
        language=account.language,
        subject=subject,
        body=private.sealed(body),
        is_private=True,
        is_pressing=True,
        delete_on=timezone.localdate(until),
        due_at=now,
        created_at=now,
        changed_at=now,
    )
    queue.look_soon()
