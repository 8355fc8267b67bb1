"""The voting page for people who are not logged in: a page of its own, since a redirect drops the fragment."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.ballots.hall import open_round
from tests.roles import make_draft_round

pytestmark = pytest.mark.django_db


def entrance(client: Client, pk: UUID) -> Any:
    return client.get(f"/vote/{pk}/")


def test_it_leads_to_the_login_and_back(client: Client) -> None:
    round_ = open_round()
    answer = entrance(client, round_.pk)
    assert answer.status_code == 200
    assert f'href="/accounts/login/?next=/vote/{round_.pk}/"' in answer.content.decode()


def test_it_does_not_tell_whether_the_round_exists(client: Client) -> None:
    rounds = [open_round().pk, make_draft_round().pk, uuid4()]
    answers = [entrance(client, pk) for pk in rounds]
    pages = [page.content.replace(str(pk).encode(), b"") for page, pk in zip(answers, rounds, strict=True)]
    assert pages[0] == pages[1] == pages[2]
    headers = [dict(page.headers) for page in answers]
    assert headers[0] == headers[1] == headers[2]


def test_it_sets_no_cookie_and_is_not_kept(client: Client) -> None:
    answer = entrance(client, uuid4())
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_asks_the_database_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        entrance(client, uuid4())
