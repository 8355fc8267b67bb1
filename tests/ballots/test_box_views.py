"""Addresses of the box: no cookies, few queries, correct sentences."""

import json
import logging
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import ballots.urls
from ballots.models import CastBallot
from ballots.protocol import merkle
from ballots.protocol.election import check_election
from ballots.protocol.identity import election_id
from ballots.services import casting, closing, counting
from rounds.models import Round
from rounds.services import moves
from tests.ballots.hall import VoterDevice, locked_round, open_round, proofs_left_to_workers, vote, voters

pytestmark = pytest.mark.django_db


@pytest.fixture
def device() -> VoterDevice:
    round_ = open_round()
    return VoterDevice(round_, voters(round_)[0]).take()


def post(client: Client, round_: Round, frame: bytes) -> tuple[int, dict[str, str]]:
    response = client.post(f"/box/{round_.pk}/cast", frame, content_type="application/octet-stream")
    content: dict[str, str] = json.loads(response.content)
    assert not response.cookies
    return response.status_code, content


def test_cast_answers_with_the_receipt(client: Client, device: VoterDevice) -> None:
    status, receipt = post(client, device.round_, device.frame())
    assert (status, receipt["ballot"]) == (200, CastBallot.objects.get().hash)


def test_cast_needs_no_csrf_token_and_no_session(device: VoterDevice) -> None:
    status, _receipt = post(Client(enforce_csrf_checks=True), device.round_, device.frame())
    assert status == 200


def test_cast_reads_neither_session_nor_account(client: Client, device: VoterDevice) -> None:
    client.force_login(device.user)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        post(client, device.round_, device.frame())
    said = " ".join(query["sql"] for query in queries)
    assert "django_session" not in said
    assert "officials_user" not in said


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lines", [1, pytest.param(30, marks=pytest.mark.slow)])
def test_cast_takes_at_most_six_queries(committed: None, client: Client, lines: int) -> None:
    round_ = open_round(lines=lines)
    device = VoterDevice(round_, voters(round_)[0]).take()
    with CaptureQueriesContext(connection) as queries:
        post(client, round_, device.frame())
    assert len(queries) <= 6, [query["sql"][:90] for query in queries]


@pytest.mark.slow
def test_refusals_tell_that_the_ballot_is_not_in_the_box(client: Client, device: VoterDevice) -> None:
    status, answer = post(client, device.round_, b"no ballot")
    assert (status, answer["error"]) == (422, "invalid")
    post(client, device.round_, device.frame())
    status, answer = post(client, device.round_, device.frame())
    assert (status, answer["error"]) == (409, "used")
    status, answer = post(client, locked_round(), device.frame())
    assert (status, answer["error"]) == (422, "invalid")


def test_too_large_body_is_refused_unread(client: Client, device: VoterDevice) -> None:
    status, answer = post(client, device.round_, b"0" * 300_000)
    assert (status, answer["error"]) == (422, "invalid")


def test_refusal_leaves_no_line_in_the_log(
    client: Client, device: VoterDevice, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        post(client, device.round_, b"no ballot")
    assert not caplog.records


def test_unknown_round_takes_nothing(client: Client) -> None:
    url = "/box/00000000-0000-4000-8000-000000000000"
    assert client.post(f"{url}/cast", b"x", content_type="application/octet-stream").status_code == 409
    assert client.get(f"{url}/manifest").status_code == 404
    assert client.post(f"{url}/find", "0" * 64, content_type="text/plain").status_code == 404
    assert client.post(f"{url}/find", "x", content_type="text/plain").status_code == 404


def test_other_methods_are_refused(client: Client, device: VoterDevice) -> None:
    assert client.get(f"/box/{device.round_.pk}/cast").status_code == 405
    assert client.post(f"/box/{device.round_.pk}/manifest").status_code == 405


def test_manifest_comes_with_the_ceremony_that_made_it(client: Client, device: VoterDevice) -> None:
    answer = client.get(f"/box/{device.round_.pk}/manifest").content
    text = json.loads(answer)["manifest"].encode()
    assert text == bytes(device.round_.manifest or b"")
    check_election(answer, bytes.fromhex(device.round_.election_id or ""), election_id(text))


def ask(client: Client, round_: Round, ballot: str) -> dict[str, object]:
    response = client.post(f"/box/{round_.pk}/find", ballot, content_type="text/plain")
    assert not response.cookies
    content: dict[str, object] = json.loads(response.content)
    return content


def test_open_box_answers_only_yes_or_no(client: Client, device: VoterDevice) -> None:
    ballot = device.cast()["ballot"]
    unknown = {"fingerprint": "", "inclusion": None, "counted": None, "reason": ""}
    assert ask(client, device.round_, ballot) == {"in_box": True, **unknown}
    assert ask(client, device.round_, "0" * 64)["in_box"] is False


def test_closed_box_gives_the_path_to_its_fingerprint(client: Client) -> None:
    round_ = open_round()
    ballots = [receipt["ballot"] for receipt in vote(round_)]
    closing.close_round(round_id=round_.pk, actor=None)
    for ballot in ballots:
        answer = ask(client, round_, ballot)
        path = merkle.Inclusion.from_json(answer["inclusion"])  # type: ignore[arg-type]
        assert merkle.verify_inclusion(bytes.fromhex(ballot), path, bytes.fromhex(str(answer["fingerprint"])))


def test_closed_box_tells_whether_the_ballot_is_counted(client: Client, device: VoterDevice) -> None:
    good = device.cast()["ballot"]
    other = VoterDevice(device.round_, voters(device.round_)[1]).take()
    with proofs_left_to_workers():
        bad = casting.cast(round_id=device.round_.pk, frame=other.badly_sealed())["ballot"]
    closing.end_issuing(round_id=device.round_.pk, actor=None)
    closing.close_round(round_id=device.round_.pk, actor=None)
    assert verdict(client, device.round_, good) == (True, "")
    assert verdict(client, device.round_, bad) == (None, "")
    counting.count(round_id=device.round_.pk)
    assert verdict(client, device.round_, bad) == (False, "proof")


def test_cancelled_round_counts_no_ballot(client: Client, device: VoterDevice) -> None:
    ballot = device.cast()["ballot"]
    closing.end_issuing(round_id=device.round_.pk, actor=None)
    closing.close_round(round_id=device.round_.pk, actor=None)
    moves.cancel_round(round_id=device.round_.pk, actor=None, reason="Sai danh sách")
    assert verdict(client, device.round_, ballot) == (None, "")


def verdict(client: Client, round_: Round, ballot: str) -> tuple[object, object]:
    answer = ask(client, round_, ballot)
    return answer["counted"], answer["reason"]


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "A" * 64], ids=len)
def test_malformed_hash_is_refused(client: Client, device: VoterDevice, text: str) -> None:
    assert ask(client, device.round_, text)["error"] == "unreadable"


def test_no_address_names_a_ballot() -> None:
    """Proxies and browsers record addresses together with the client."""
    found = [str(pattern.pattern) for pattern in ballots.urls.urlpatterns]
    assert "box/<uuid:pk>/find" in found
    assert {name for route in found for name in re.findall("<(.*?)>", route)} == {"uuid:pk", "int:document"}


@pytest.mark.slow
def test_ballot_of_another_round_is_not_in_this_box(client: Client, device: VoterDevice) -> None:
    ballot = device.cast()["ballot"]
    assert ask(client, open_round(), ballot)["in_box"] is False
