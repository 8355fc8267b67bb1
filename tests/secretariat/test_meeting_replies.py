"""A secretary records what people answer by telephone, marked with who recorded it."""

from typing import Any

import pytest
from django.test import Client

from audit.models import Entry, KeptValue
from notices.forecast import forecast_of
from notices.models import InvitationReply
from officials.models import User
from rounds.models import Round
from rounds.services import moves
from tests.notices.notes import invite, planned
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(draft_round: Round) -> Round:
    return planned(draft_round)


def path(round_: Round, person: User | None = None) -> str:
    asked = f"?person={person.pk}&state=silent" if person else ""
    return f"/desk/{round_.pk}/notices/replies/{asked}"


def record(client: Client, round_: Round, person: User, **data: str) -> Any:
    return client.post(path(round_, person), data)


def test_coming_is_recorded_and_counted(desk: Client, meeting: Round, voter: User, secretary: User) -> None:
    answer = record(desk, meeting, voter, coming="yes")
    assert answer["Location"] == f"/desk/{meeting.pk}/notices/replies/?state=silent"
    reply = InvitationReply.objects.get()
    assert (reply.user, reply.coming, reply.recorded_by) == (voter, "yes", secretary)
    assert forecast_of(meeting).coming == 1


def test_page_says_who_recorded_it(desk: Client, meeting: Round, voter: User) -> None:
    record(desk, meeting, voter, coming="no", text="Đi công tác")
    for page in (path(meeting), f"/desk/{meeting.pk}/notices/"):
        text = " ".join(desk.get(page).content.decode().split())
        assert "Không dự: Đi công tác" in text
        assert "qua điện thoại, Phạm Thư Ký ghi ngày" in text


def test_log_names_person_answer_and_secretary(
    desk: Client, meeting: Round, voter: User, secretary: User
) -> None:
    record(desk, meeting, voter, coming="yes")
    entry = Entry.objects.get(act="notices.reply")
    assert (entry.actor, entry.round_id) == (secretary, meeting.pk)
    assert KeptValue.objects.get(detail__entry=entry).after == {"text": f"{voter}: có dự"}


def test_not_coming_needs_a_reason_and_keeps_the_form(desk: Client, meeting: Round, voter: User) -> None:
    answer = record(desk, meeting, voter, coming="no", text=" ")
    assert answer.status_code == 400
    assert "Nhập lý do." in answer.content.decode()
    assert not InvitationReply.objects.exists()


def test_own_answer_replaces_the_recorded_one(
    desk: Client, client: Client, meeting: Round, voter: User
) -> None:
    (row,) = invite(meeting, voter)
    record(desk, meeting, voter, coming="yes")
    Client().post(f"/reply/{row.key}/", {"coming": "no", "text": "Ốm"})
    reply = InvitationReply.objects.get()
    assert (reply.coming, reply.recorded_by) == ("no", None)


def test_list_of_those_without_an_answer(
    desk: Client, meeting: Round, voter: User, another_voter: User
) -> None:
    record(desk, meeting, voter, coming="yes")
    desk.get(path(meeting))  # says whose answer was recorded
    text = desk.get(f"{path(meeting)}?state=silent").content.decode()
    assert voter.full_name not in text
    assert another_voter.full_name in text


@pytest.mark.parametrize("body", [{}, {"coming": "maybe"}, {"coming": "asks", "text": "?"}])
def test_strange_answers_are_refused(desk: Client, meeting: Round, voter: User, body: dict[str, str]) -> None:
    assert record(desk, meeting, voter, **body).status_code == 400
    assert not InvitationReply.objects.exists()


@pytest.mark.parametrize("person", ["x", "0", "9" * 30])
def test_person_who_is_not_on_the_roll(desk: Client, meeting: Round, person: str) -> None:
    assert desk.get(f"/desk/{meeting.pk}/notices/replies/?person={person}").status_code == 404


def test_account_that_is_not_on_the_roll(desk: Client, meeting: Round) -> None:
    assert record(desk, meeting, make_user(unit=meeting.unit), coming="yes").status_code == 404


def test_once_the_meeting_is_cancelled_nothing_is_recorded(
    desk: Client, meeting: Round, voter: User, secretary: User
) -> None:
    moves.cancel_round(round_id=meeting.pk, actor=secretary, reason="Hoãn")
    assert record(desk, meeting, voter, coming="yes").status_code == 400
    assert not InvitationReply.objects.exists()


def test_notice_leads_to_the_answer_of_its_person(desk: Client, meeting: Round, voter: User) -> None:
    (row,) = invite(meeting, voter)
    assert f"/notices/replies/?person={voter.pk}" in desk.get(f"/notices/{row.pk}/").content.decode()
