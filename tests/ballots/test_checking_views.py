"""The pages for a second device: only for a round that has a manifest, without account and cookie."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.ballots.hall import locked_round, voters
from tests.roles import make_draft_round, make_frozen_round, make_unit

pytestmark = pytest.mark.django_db
PAGES = pytest.mark.parametrize("page", ["trial", "receipt", "hall"])


@PAGES
def test_page_sets_and_needs_no_cookie(client: Client, page: str) -> None:
    response = client.get(f"/box/{locked_round().pk}/{page}/")
    assert response.status_code == 200
    assert not response.cookies


@PAGES
def test_page_does_not_read_the_session(client: Client, page: str) -> None:
    round_ = locked_round()
    client.force_login(voters(round_)[0])
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/box/{round_.pk}/{page}/")
    said = " ".join(query["sql"] for query in queries)
    assert "officials_user" not in said
    assert "rounds_elector" not in said


@PAGES
def test_unknown_round_has_no_page(client: Client, page: str) -> None:
    assert client.get(f"/box/00000000-0000-4000-8000-000000000000/{page}/").status_code == 404


@PAGES
def test_round_without_manifest_has_no_page(client: Client, page: str) -> None:
    draft = make_draft_round(make_unit("Sở Nội vụ"))
    for round_ in (draft, make_frozen_round(members=1)):
        assert client.get(f"/box/{round_.pk}/{page}/").status_code == 404


@PAGES
def test_page_accepts_no_input_and_runs_only_own_scripts(client: Client, page: str) -> None:
    url = f"/box/{locked_round().pk}/{page}/"
    assert client.post(url).status_code == 405
    policy = client.get(url).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
