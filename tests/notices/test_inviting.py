"""Everybody on the roll is invited once, and told when the meeting is changed or cancelled."""

import datetime

import pytest
from django.utils import timezone

from audit.selectors import history
from notices.errors import NoticeRefused
from notices.models import Notice, NoticeText
from notices.services import clerks, inviting
from officials.models import User
from rounds.models import Round
from rounds.services import configuring, moves
from tests.notices.notes import come_due, planned, work
from tests.notices.postbox import Postbox
from tests.roles import make_user

pytestmark = pytest.mark.django_db
KINDS = ["kind", "state", "sequence"]


@pytest.fixture
def meeting(draft_round: Round) -> Round:
    """A draft whose meeting begins tomorrow."""
    return planned(draft_round)


def invite(round_: Round, actor: User) -> int:
    return inviting.invite(round_id=round_.pk, actor=actor)


def move(round_: Round, **hours: int) -> None:
    assert round_.opens_at
    round_.opens_at += datetime.timedelta(**hours)
    configuring.save_round(round_=round_)


def of(person: User) -> list[tuple[object, ...]]:
    return list(Notice.objects.filter(user=person).order_by("pk").values_list(*KINDS))


def test_roll_is_invited_once(meeting: Round, secretary: User) -> None:
    assert [invite(meeting, secretary) for _press in range(2)] == [6, 0]


def test_person_whose_invitation_was_withdrawn_can_be_invited_again(meeting: Round, secretary: User) -> None:
    invite(meeting, secretary)
    first = Notice.objects.earliest("pk")
    clerks.withdraw(notice_id=first.pk, actor=secretary)
    assert [invite(meeting, secretary) for _press in range(2)] == [1, 0]
    assert of(first.user) == [("invitation", "waiting", 0)]


def test_person_added_later_is_invited_alone(meeting: Round, secretary: User) -> None:
    invite(meeting, secretary)
    late = make_user("Người Đến Sau")
    configuring.add_electors(round_id=meeting.pk, electors=[(late, "")])
    assert invite(meeting, secretary) == 1
    assert of(late) == [("invitation", "waiting", 0)]


def test_invitation_needs_time_and_place(meeting: Round, secretary: User) -> None:
    for wrong in ({"place": ""}, {"opens_at": timezone.now()}):
        Round.objects.filter(pk=meeting.pk).update(**wrong)
        with pytest.raises(NoticeRefused):
            invite(meeting, secretary)
    assert not Notice.objects.exists()


def test_nobody_is_invited_to_a_cancelled_meeting(meeting: Round, secretary: User) -> None:
    moves.cancel_round(round_id=meeting.pk, actor=None, reason="Bão")
    with pytest.raises(NoticeRefused):
        invite(meeting, secretary)


def test_change_before_inviting_tells_nobody(meeting: Round) -> None:
    move(meeting, hours=1)
    assert not Notice.objects.exists()


def test_saving_without_a_change_tells_nobody(meeting: Round, secretary: User) -> None:
    invite(meeting, secretary)
    meeting.chair_name = "Trần Chủ Trì"
    configuring.save_round(round_=meeting)
    assert Notice.objects.count() == 6


def test_change_is_told_to_those_who_know_and_the_others_are_invited_anew(
    meeting: Round, secretary: User, voter: User, another_voter: User, postbox: Postbox
) -> None:
    postbox.answers[another_voter.email] = "451 4.7.1 greylisted"
    invite(meeting, secretary)
    work()
    move(meeting, hours=3)
    assert of(voter) == [("invitation", "accepted", 0), ("meeting_changed", "waiting", 1)]
    assert of(another_voter) == [("invitation", "withdrawn", 0), ("invitation", "waiting", 1)]


@pytest.mark.slow
def test_second_change_within_minutes_replaces_the_first(
    meeting: Round, secretary: User, voter: User, postbox: Postbox
) -> None:
    invite(meeting, secretary)
    work()
    for _correction in range(2):
        move(meeting, hours=1)
    assert work() == 0  # a further correction may follow
    come_due()
    work()
    assert of(voter)[1:] == [("meeting_changed", "withdrawn", 1), ("meeting_changed", "accepted", 2)]


def test_cancelling_reaches_everybody_who_knows_and_takes_back_the_rest(
    meeting: Round, secretary: User, voter: User, another_voter: User, postbox: Postbox
) -> None:
    postbox.answers[another_voter.email] = "451 4.7.1 greylisted"
    invite(meeting, secretary)
    work()
    moves.cancel_round(round_id=meeting.pk, actor=secretary, reason="Bão số 9")
    assert of(voter)[1:] == [("meeting_cancelled", "waiting", 1)]
    assert of(another_voter) == [("invitation", "withdrawn", 0)]
    assert "Lý do: Bão số 9" in Notice.objects.get(user=voter, kind="meeting_cancelled").body


def test_cancelling_a_meeting_that_nobody_knows_of_tells_nobody(meeting: Round) -> None:
    moves.cancel_round(round_id=meeting.pk, actor=None, reason="Bão")
    assert not Notice.objects.exists()


def test_fault_in_the_campaigns_text_does_not_keep_a_change_from_people(
    meeting: Round, secretary: User, voter: User, postbox: Postbox
) -> None:
    invite(meeting, secretary)
    work()
    own = {"campaign": meeting.campaign, "kind": "meeting_changed", "language": "vi"}
    NoticeText.objects.create(**own, subject="x", body="{mật khẩu}")
    move(meeting, hours=1)
    row = Notice.objects.get(user=voter, kind="meeting_changed")
    assert row.body.startswith("Kính gửi ông/bà Đặng Ghi Phiếu")


def test_inviting_is_in_the_log(meeting: Round, secretary: User) -> None:
    invite(meeting, secretary)
    assert next((entry.act, entry.actor) for entry in history(meeting)) == ("notices.invite", secretary)


def test_draft_of_which_people_know_is_cancelled_and_not_deleted(
    meeting: Round, secretary: User, postbox: Postbox
) -> None:
    invite(meeting, secretary)
    work()
    with pytest.raises(NoticeRefused):
        configuring.remove_draft(round_id=meeting.pk)


def test_draft_whose_invitations_have_not_left_is_deleted_with_them(meeting: Round, secretary: User) -> None:
    invite(meeting, secretary)
    configuring.remove_draft(round_id=meeting.pk)
    assert not Notice.objects.exists()
