"""Ask the counting team to lock the box, and remind the members who have not."""

import datetime

from django.conf import settings
from django.urls import reverse

from ballots.selectors import members_to_lock, rounds_to_lock
from notices.selectors import told_at
from notices.services.telling import Message, tell, withdraw
from officials.models import User
from rounds.models import Round
from rounds.selectors import team

# Before the vote opens: a day, and three hours.
MOMENTS = (datetime.timedelta(days=1), datetime.timedelta(hours=3))


def ask_to_lock(*, round_: Round, actor: User | None) -> None:
    """Tell each member that the round is frozen and the box waits to be locked."""
    members = [member.user for member in team(round_)]
    tell(Message(kind="lock_box", round_=round_, facts=_facts(round_), is_automatic=True), members)


def remind_to_lock(now: datetime.datetime) -> None:
    """Remind, at each of `MOMENTS`, the members whose part is missing; nobody who was asked after it."""
    for number, before in enumerate(MOMENTS, start=1):
        for round_ in rounds_to_lock(opening_until=now + before, now=now):
            asked = told_at(round_, kind="lock_box")
            if round_.opens_at and asked and asked < round_.opens_at - before:
                message = Message(
                    kind="lock_box_reminder",
                    round_=round_,
                    facts=_facts(round_),
                    sequence=number,
                    is_automatic=True,
                )
                tell(message, members_to_lock(round_))


def stop_asking(round_: Round) -> None:
    """Withdraw what was not sent yet, once the box is locked."""
    withdraw(round_, "lock_box", "lock_box_reminder")


def _facts(round_: Round) -> dict[str, str]:
    return {"link": f"{settings.SITE_URL}{reverse('ballots:committee', args=[round_.pk])}"}
