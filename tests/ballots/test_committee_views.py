"""The counting team's addresses: for members only, sentences instead of errors, few queries."""

import json
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ballots.committee_page import phase_of
from ballots.models import CastBallot
from ballots.protocol.wire import LevelIndex, decode_frame
from officials.models import User
from rounds.models import Round
from tests.ballots.team import TeamDevice, close_with, counts, locked, run, team
from tests.roles import lock_out, make_frozen_round
from tests.rounds.cards import late_cards

pytestmark = pytest.mark.django_db
READS = [
    *("committee", "committee_board", "committee_roll"),
    *("committee_sums", "committee_ballots", "committee_issued"),
]


def address(name: str, round_: Round) -> str:
    return reverse(f"ballots:{name}", args=[round_.pk])


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="officials.accounts.backends.OneCheckBackend")
    return client


def send(client: Client, round_: Round, body: Any) -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(address("committee_post", round_), data, content_type="application/json")


@pytest.fixture
def devices(frozen_round: Round) -> list[TeamDevice]:
    return team(frozen_round)


def test_a_member_sees_the_page(frozen_round: Round, head: User) -> None:
    page = as_(head).get(address("committee", frozen_round))
    assert page.status_code == 200
    assert frozen_round.title in page.content.decode()


@pytest.mark.parametrize("name", READS)
def test_others_are_not_told_that_it_exists(
    frozen_round: Round, stranger: User, voter: User, secretary: User, name: str
) -> None:
    for user in (stranger, voter, secretary):
        assert as_(user).get(address(name, frozen_round)).status_code == 404


def test_anonymous_visitor_is_redirected_to_login(frozen_round: Round, client: Client) -> None:
    page = client.get(address("committee", frozen_round))
    assert page["Location"].startswith(reverse("account_login"))
    answer = client.get(address("committee_board", frozen_round))
    assert (answer.status_code, answer.json()["error"]) == (401, "login")


def test_others_cannot_post(frozen_round: Round, devices: list[TeamDevice], stranger: User) -> None:
    payload = devices[0].make("commit")
    before = counts(frozen_round)
    answer = send(as_(stranger), frozen_round, {"step": "commit", "attempt": 1, "payload": payload})
    assert answer.status_code == 404
    assert counts(frozen_round) == before


def test_a_post_answers_with_the_board(frozen_round: Round, devices: list[TeamDevice]) -> None:
    message = {"step": "commit", "attempt": 1, "payload": devices[0].make("commit")}
    board = send(as_(devices[0].user), frozen_round, message).json()
    assert board["ceremony"]["messages"]["commit"] == {"1": message["payload"]}
    assert (board["me"]["index"], board["threshold"], board["round"]["phase"]) == (1, 2, "locking")


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        ("draft", "waiting"), ("sealed", "locking"), ("open", "voting"), ("closed", "opening"),
        ("counted", "minutes"), ("certified", "confirmed"), ("published", "confirmed"),
        ("archived", "confirmed"), ("cancelled", "void"),
    ],
)  # fmt: skip
def test_phase_of_each_state(state: str, phase: str) -> None:
    assert phase_of(Round(state=state)) == phase


def test_phase_once_the_box_is_locked() -> None:
    assert phase_of(Round(state="sealed", box_key="00")) == "locked"
    assert phase_of(Round(state="cancelled", box_key="00")) == "void"


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", "null", b"\xff", {"step": "commit"},
        {"step": "dance", "attempt": 1, "payload": {}},
        {"step": [], "attempt": 1, "payload": {}},
        {"step": "commit", "attempt": "1", "payload": {}},
        {"step": "commit", "attempt": True, "payload": {}},
        {"step": "commit", "attempt": 10**9, "payload": {}},
        {"step": "commit", "attempt": -1, "payload": {}},
        {"step": "commit", "attempt": 1, "payload": []},
    ],
)  # fmt: skip
def test_a_malformed_request_gets_a_sentence(
    frozen_round: Round, devices: list[TeamDevice], body: Any
) -> None:
    devices[0].ceremony()
    before = counts(frozen_round)
    answer = send(as_(devices[0].user), frozen_round, body)
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")
    assert counts(frozen_round) == before


@pytest.mark.parametrize(
    ("step", "attempt", "payload", "status", "code"),
    [
        ("commit", 1, {}, 422, "message"),
        ("commit", 7, {}, 409, "attempt"),
        ("partial", 0, {"share": "00"}, 409, "not_counted"),
        ("partial", 0, {"share": 5}, 409, "refused"),
        ("partial", 0, {}, 409, "refused"),
        ("restart", 1, {}, 409, "refused"),
    ],
)
def test_a_refusal_gets_a_code_and_a_sentence(
    frozen_round: Round,
    devices: list[TeamDevice],
    step: str,
    attempt: int,
    payload: Any,
    status: int,
    code: str,
) -> None:
    devices[0].ceremony()
    before = counts(frozen_round)
    message = {"step": step, "attempt": attempt, "payload": payload}
    answer = send(as_(devices[0].user), frozen_round, message)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert len(answer.json()["message"]) > 20
    assert counts(frozen_round) == before


def test_a_post_needs_the_csrf_token(frozen_round: Round, head: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(head, backend="officials.accounts.backends.OneCheckBackend")
    answer = send(client, frozen_round, {"step": "restart", "attempt": 1, "payload": {"reason": "x"}})
    assert answer.status_code == 403


def test_head_restarts_ceremony_from_page(frozen_round: Round, devices: list[TeamDevice]) -> None:
    devices[0].post("commit")
    message = {"step": "restart", "attempt": 1, "payload": {"reason": "Mất máy"}}
    board = send(as_(devices[0].user), frozen_round, message).json()
    assert board["ceremony"]["attempt"] == 2
    assert board["ceremony"]["messages"]["commit"] == {}
    assert board["restarts"] == [
        {"event": "ceremony_restarted", "by": str(devices[0].user), "detail": "Mất máy"}
    ]


def test_the_board_names_cards_printed_after_freezing(
    frozen_round: Round, secretary: User, voter: User, head: User
) -> None:
    lock_out(voter)
    late_cards(frozen_round, secretary, voter)
    [late] = as_(head).get(address("committee_board", frozen_round)).json()["cards"]["late"]
    assert (late["name"], late["by"]) == (voter.full_name, secretary.full_name)


@pytest.mark.slow
@pytest.mark.parametrize("members", [3, 9])
def test_the_board_takes_few_queries_whatever_the_team(
    members: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    round_ = make_frozen_round(members=members)
    devices = team(round_)
    run(devices, until="accept")
    client = as_(devices[0].user)
    with django_assert_max_num_queries(10):
        client.get(address("committee_board", round_))


def test_a_message_takes_few_queries(
    frozen_round: Round, devices: list[TeamDevice], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run(devices, until="reveal")
    message = {"step": "shares", "attempt": 1, "payload": devices[0].make("shares")}
    client = as_(devices[0].user)
    with django_assert_max_num_queries(21):
        assert send(client, frozen_round, message).status_code == 200


@pytest.mark.slow
def test_ballots_are_not_sent_during_the_vote(devices: list[TeamDevice], frozen_round: Round) -> None:
    locked(frozen_round)
    client = as_(devices[0].user)
    for name in ("committee_ballots", "committee_sums", "committee_issued"):
        answer = client.get(address(name, frozen_round))
        assert (answer.status_code, answer.json()["error"]) == (409, "not_counted")


@pytest.mark.slow
def test_the_closed_box_comes_whole_and_in_order() -> None:
    round_ = make_frozen_round(lines=2, voters=5)
    devices = locked(round_)
    close_with(round_, [[LevelIndex.HIGH, None]] * 5)
    client = as_(devices[0].user)
    answer = client.get(address("committee_ballots", round_))
    assert isinstance(answer, StreamingHttpResponse)
    data = b"".join(answer)
    size = len(data) // 5
    hashes = [decode_frame(data[i : i + size]).hash.hex() for i in range(0, len(data), size)]
    assert hashes == sorted(CastBallot.objects.values_list("hash", flat=True))
    assert answer["X-Ballots"] == "5"
    sums = client.get(address("committee_sums", round_)).json()
    assert (sums["returned"], sums["valid"], sums["aside"]) == (5, 5, {})


@pytest.mark.slow
def test_closed_box_shows_turnout_and_members_that_decrypted() -> None:
    round_ = make_frozen_round(lines=1, voters=5)
    devices = locked(round_)
    close_with(round_, [[LevelIndex.HIGH]] * 5)
    board = as_(devices[0].user).get(address("committee_board", round_)).json()
    assert board["turnout"] == {"summoned": 5, "present": 5, "issued": 5, "returned": 5}
    assert board["opening"]["good"] == []
