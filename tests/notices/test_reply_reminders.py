"""Two days before the meeting those who have not answered are reminded, once, and nobody else."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from notices.models import InvitationReply, Notice
from notices.services import inviting
from notices.services.reminding import remind_of_replies
from officials.models import User
from rounds.models import Elector, Round
from rounds.services import configuring, moves
from tests.notices.notes import work
from tests.notices.postbox import Postbox
from tests.roles import make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def meeting(draft_round: Round, secretary: User, postbox: Postbox) -> Round:
    """A meeting in five days, to which everybody was invited by mail."""
    draft_round.opens_at, draft_round.closes_at = timezone.now() + 5 * DAY, timezone.now() + 6 * DAY
    configuring.save_round(round_=draft_round)
    inviting.invite(round_id=draft_round.pk, actor=secretary)
    work()
    return draft_round


def answered(round_: Round, user: User, coming: str) -> None:
    values = {"coming": coming, "text": "" if coming == "yes" else "Đi công tác"}
    InvitationReply.objects.create(round=round_, user=user, replied_on=timezone.localdate(), **values)


def reminded() -> set[User]:
    return {row.user for row in Notice.objects.filter(kind="reply_reminder").select_related("user")}


def test_only_those_who_owe_an_answer_are_reminded_once(
    meeting: Round, voter: User, another_voter: User
) -> None:
    answered(meeting, voter, "yes")
    answered(meeting, another_voter, "no")
    remind_of_replies(timezone.now() + 2 * DAY)
    assert reminded() == set()
    for _minute in range(2):
        remind_of_replies(timezone.now() + 3.5 * DAY)
    assert len(reminded()) == Notice.objects.filter(kind="reply_reminder").count() == 4
    assert not reminded() & {voter, another_voter}


def test_minute_in_which_everybody_is_reminded_already_calls_no_worker(
    meeting: Round, django_capture_on_commit_callbacks: Any
) -> None:
    remind_of_replies(timezone.now() + 3.5 * DAY)
    with django_capture_on_commit_callbacks() as calls:
        remind_of_replies(timezone.now() + 3.5 * DAY)
    assert calls == []


def test_question_is_no_answer_yet(meeting: Round, voter: User) -> None:
    answered(meeting, voter, "asks")
    remind_of_replies(timezone.now() + 3.5 * DAY)
    assert voter in reminded()


def test_person_taken_off_the_roll_owes_nothing(meeting: Round, voter: User) -> None:
    configuring.remove_part(part=Elector.objects.get(round=meeting, user=voter))
    remind_of_replies(timezone.now() + 3.5 * DAY)
    assert voter not in reminded()


def test_person_whom_the_invitation_did_not_reach_is_not_reminded(meeting: Round, secretary: User) -> None:
    late = make_user("Người Đến Sau")
    User.objects.filter(pk=late.pk).update(email="")
    configuring.add_electors(round_id=meeting.pk, electors=[(late, "")])
    inviting.invite(round_id=meeting.pk, actor=secretary)
    Notice.objects.update(created_at=timezone.now() - DAY)
    remind_of_replies(timezone.now() + 3.5 * DAY)
    assert late not in reminded()


def test_cancelled_meeting_reminds_nobody(meeting: Round) -> None:
    moves.cancel_round(round_id=meeting.pk, actor=None, reason="Bão")
    remind_of_replies(timezone.now() + 3.5 * DAY)
    assert reminded() == set()


def test_invitation_of_the_last_two_days_is_reminder_enough(draft_round: Round, secretary: User) -> None:
    draft_round.opens_at, draft_round.closes_at = timezone.now() + DAY, timezone.now() + 2 * DAY
    configuring.save_round(round_=draft_round)
    inviting.invite(round_id=draft_round.pk, actor=secretary)
    Notice.objects.update(state="accepted", tries=1, due_at=None)
    remind_of_replies(timezone.now())
    assert reminded() == set()
