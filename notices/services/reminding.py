"""Remind invited people who have not answered."""

import datetime

from notices.models import Invitation
from notices.selectors import meetings_awaiting_replies, people_without_reply, told_at
from notices.services.telling import Message, tell
from rounds.told import begins

BEFORE = datetime.timedelta(days=2)


def remind_of_replies(now: datetime.datetime) -> None:
    """Remind, two days before the meeting, those who said neither yes nor no; nobody who was invited since."""
    for invitation in meetings_awaiting_replies(until=now + BEFORE, now=now):
        round_ = invitation.round
        invited = told_at(round_, kind="invitation")
        at = begins(round_)
        if at and invited and invited < at - BEFORE:
            tell(_message(invitation), people_without_reply(round_))


def _message(invitation: Invitation) -> Message:
    return Message(
        kind="reply_reminder",
        round_=invitation.round,
        sequence=invitation.sequence,
        is_automatic=True,
    )
