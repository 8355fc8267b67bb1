"""Test helpers: notices to people, and workers that send them."""

import datetime

from django.utils import timezone

from notices.models import Notice
from notices.services import sending
from notices.services.telling import Message, tell
from officials.models import User
from rounds.models import Round
from rounds.services import configuring


def planned(round_: Round) -> Round:
    """Let the meeting of a draft begin tomorrow and end a day later."""
    round_.opens_at = timezone.now() + datetime.timedelta(days=1)
    round_.closes_at = round_.opens_at + datetime.timedelta(days=1)
    return configuring.save_round(round_=round_)


def invite(round_: Round, *people: User, kind: str = "invitation", **values: object) -> list[Notice]:
    """Tell people of a meeting and return their notices in the order of `people`."""
    facts = {"link": "https://phieu.example.test/", "reason": "Bão"}
    tell(Message(kind=kind, round_=round_, facts=facts, **values), people)  # type: ignore[arg-type]
    rows = {row.user_id: row for row in Notice.objects.filter(round=round_, kind=kind)}
    return [rows[user.pk] for user in people]


def work() -> int:
    """Send everything that is due now, as workers do; return how many mails that were."""
    mails = sending.due_mails()
    for mail in mails:
        sending.send(mail=mail)
    return len(mails)


def come_due() -> None:
    """Let what waits for its next attempt, or for a lost task, be due now."""
    now = timezone.now()
    Notice.objects.filter(due_at__isnull=False).update(due_at=now, queued_until=None)


def states(*rows: Notice) -> list[str]:
    """Return the states of the notices as they stand in the database."""
    found = dict(Notice.objects.values_list("pk", "state"))
    return [found[row.pk] for row in rows]
