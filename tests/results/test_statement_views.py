"""`/results/…/statement` and `/results/…/sign`: for the counting team and the secretary."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ballots.protocol.hashing import H
from officials.models import User
from rounds.models import Round
from tests.ballots import hall
from tests.results import count
from tests.roles import make_secretary, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    return count.counted()


def get(client: Client, user: User, round_: Round) -> Any:
    client.force_login(user)
    return client.get(reverse("results:statement", args=[round_.pk]))


def post(client: Client, user: User, round_: Round, body: object) -> Any:
    client.force_login(user)
    path = reverse("results:sign", args=[round_.pk])
    return client.post(path, json.dumps(body), content_type="application/json")


def test_member_reads_and_signs(client: Client, round_: Round) -> None:
    head = count.device(round_, 1).user
    told = get(client, head, round_).json()
    assert told["hash"] == H("minutes", told["text"].encode()).hex()
    _digest, made = count.signature(round_, 1)
    answer = post(client, head, round_, {"hash": told["hash"], "signature": made})
    assert answer.json() == {"signed": True, "state": "counted"}
    assert get(client, head, round_).json()["signed"] == [1]


def test_secretary_reads_but_does_not_sign(client: Client, round_: Round) -> None:
    secretary = make_secretary(round_.unit)
    assert get(client, secretary, round_).status_code == 200
    digest, made = count.signature(round_, 1)
    assert post(client, secretary, round_, {"hash": digest, "signature": made}).status_code == 409


def test_voter_and_stranger_learn_nothing(client: Client, round_: Round) -> None:
    for user in (hall.voters(round_)[0], make_user()):
        assert get(client, user, round_).status_code == 404
        assert post(client, user, round_, {}).status_code == 404


def test_before_opening_it_says_so(client: Client) -> None:
    round_ = count.added()
    answer = get(client, count.device(round_, 1).user, round_)
    assert (answer.status_code, answer.json()["error"]) == (409, "not_counted")


@pytest.mark.parametrize("body", [None, [], {}, {"hash": 1, "signature": "x"}, "x"])
def test_malformed_bodies_get_a_sentence(client: Client, round_: Round, body: object) -> None:
    answer = post(client, count.device(round_, 1).user, round_, body)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


def test_a_bad_signature_gets_a_sentence(client: Client, round_: Round) -> None:
    digest, made = count.signature(round_, 2)
    answer = post(client, count.device(round_, 1).user, round_, {"hash": digest, "signature": made})
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_signature")


def test_logged_out_is_led_to_login(client: Client, round_: Round) -> None:
    answer = client.get(reverse("results:statement", args=[round_.pk]))
    assert answer.status_code == 302


def test_signing_needs_the_token_of_the_page(round_: Round) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert post(strict, count.device(round_, 1).user, round_, {}).status_code == 403
