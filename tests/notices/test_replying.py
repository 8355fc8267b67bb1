"""An invited person answers with one press, without logging in, until the vote opens."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from notices.models import InvitationReply, Notice
from officials.models import User
from rounds.models import Round
from rounds.services import moves
from tests.ballots.hall import open_round, voters
from tests.notices.notes import invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(draft_round: Round, voter: User) -> str:
    (row,) = invite(draft_round, voter)
    return f"/reply/{row.key}/"


def test_opening_the_page_answers_nothing(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
    assert not InvitationReply.objects.exists()


def test_one_press_says_coming(client: Client, address: str, voter: User) -> None:
    answer = client.post(address, {"coming": "yes"}, follow=True)
    assert (answer.status_code, InvitationReply.objects.get().coming) == (200, "yes")
    assert "có dự" in answer.content.decode()


def test_staying_away_needs_a_reason_and_keeps_what_was_typed(client: Client, address: str) -> None:
    answer = client.post(address, {"coming": "no", "text": " "})
    assert answer.status_code == 400
    assert not InvitationReply.objects.exists()


def test_later_answer_replaces_the_first(client: Client, address: str) -> None:
    client.post(address, {"coming": "yes"})
    client.post(address, {"coming": "no", "text": "Đi công tác"})
    reply = InvitationReply.objects.get()
    assert (reply.coming, reply.text) == ("no", "Đi công tác")


def test_question_is_kept(client: Client, address: str) -> None:
    client.post(address, {"coming": "asks", "text": "Có cần mang theo thẻ không?"})
    assert InvitationReply.objects.get().text == "Có cần mang theo thẻ không?"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"coming": "maybe"},
        {"coming": "%d"},
        {"coming": "no", "text": "x\0y"},
        {"coming": "no", "text": "x" * 501},
    ],
)
def test_strange_answer_is_refused(client: Client, address: str, body: dict[str, str]) -> None:
    assert client.post(address, body).status_code == 400


def test_unknown_number_is_not_found(client: Client, db: None) -> None:
    assert client.get(f"/reply/{uuid.uuid4()}/").status_code == 404


def test_number_of_another_kind_is_no_invitation(client: Client, draft_round: Round, head: User) -> None:
    (row,) = invite(draft_round, head, kind="lock_box")
    assert client.get(f"/reply/{row.key}/").status_code == 404


def test_nobody_answers_once_the_vote_is_open(client: Client) -> None:
    """An answer then would be a trace of a person beside the vote."""
    round_ = open_round()
    (row,) = invite(round_, voters(round_)[0])
    assert client.post(f"/reply/{row.key}/", {"coming": "yes"}).status_code == 400
    assert not InvitationReply.objects.exists()
    assert "<button" not in client.get(f"/reply/{row.key}/").content.decode().split("<main")[1]


def test_nobody_answers_for_a_cancelled_meeting(client: Client, address: str, draft_round: Round) -> None:
    Notice.objects.update(state="accepted", tries=1, due_at=None)
    moves.cancel_round(round_id=draft_round.pk, actor=None, reason="Bão")
    assert client.post(address, {"coming": "yes"}).status_code == 400


def test_database_wants_a_reason(draft_round: Round, voter: User) -> None:
    values = {"round": draft_round, "user": voter, "replied_on": "2026-12-01"}
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationReply.objects.create(**values, coming="no")


def test_only_the_day_of_an_answer_is_kept() -> None:
    kinds = {field.get_internal_type() for field in InvitationReply._meta.fields}
    assert "DateTimeField" not in kinds


def test_page_of_a_withdrawn_invitation_is_gone(client: Client, address: str) -> None:
    Notice.objects.update(state="withdrawn", due_at=None)
    assert client.get(address).status_code == 404
