"""Ask the counting team to lock the box and remind its members; tell it of late and misused login cards."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ballots.selectors import members_to_lock, rounds_to_lock
from common.questions import is_so
from notices.selectors import reports_to_tell, told_at
from notices.services.telling import Message, tell, withdraw
from officials.models import User
from rounds.login_cards import SHOWN_FOR
from rounds.models import LateCard, Round
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


def tell_late_cards(*, round_: Round, cards: list[LateCard]) -> None:
    """Tell the counting team of login cards that were printed after freezing."""
    message = Message(
        kind="late_cards",
        round_=round_,
        about=str(cards[0].pk),
        facts={**_facts(round_), "number": str(len(cards))},
        is_automatic=True,
    )
    tell(message, [member.user for member in team(round_)])


def tell_card_reports(now: datetime.datetime) -> None:
    """Tell the counting teams of reports about used login cards, with the day.

    While its person is held the report waits, because the notice would tell when the person was here.
    """
    for report in reports_to_tell(since=timezone.localdate(now) - SHOWN_FOR):
        if not is_so("person.is_held", user_id=report.user_id):
            facts = {**_facts(report.round), "day": f"{report.reported_on:%d/%m/%Y}"}
            message = Message(
                kind="card_reported",
                round_=report.round,
                about=str(report.pk),
                facts=facts,
                is_automatic=True,
            )
            tell(message, [member.user for member in team(report.round)])


def stop_asking(round_: Round) -> None:
    """Withdraw what was not sent yet, once the box is locked."""
    withdraw(round_, "lock_box", "lock_box_reminder")


def _facts(round_: Round) -> dict[str, str]:
    return {"link": f"{settings.SITE_URL}{reverse('ballots:committee', args=[round_.pk])}"}
