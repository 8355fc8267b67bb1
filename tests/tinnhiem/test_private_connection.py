"""Ballots and the counting team's work are refused on a connection that others can read."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

from ballots.models import IssuedBallot
from officials.models import User
from rounds.models import Round
from rounds.preflight import before_freezing, before_opening
from tests.ballots.hall import VoterDevice, open_round, voters

pytestmark = pytest.mark.django_db
HALL = {"host": "10.0.0.4:8000"}
anywhere = override_settings(ALLOWED_HOSTS=["*"])


@anywhere
def test_plain_http_issues_no_ballot(client: Client) -> None:
    round_ = open_round(lines=1)
    user = voters(round_)[0]
    client.force_login(user)
    path, body = f"/vote/{round_.pk}/issue", {"blinded": VoterDevice(round_, user).blinded.hex()}
    script = {"host": "10.0.0.4", "accept": "application/json"}
    refused = client.post(path, body, content_type="application/json", headers=script)
    assert (refused.status_code, refused.json()["error"]) == (403, "readable_by_others")
    assert IssuedBallot.objects.count() == 0
    assert client.post(path, body, content_type="application/json").status_code == 200


@anywhere
@pytest.mark.parametrize("path", ["vote", "committee"])
def test_pages_say_why_and_what_to_do(client: Client, frozen_round: Round, head: User, path: str) -> None:
    client.force_login(head)
    answer = client.get(f"/{path}/{frozen_round.pk}/", headers=HALL)
    assert answer.status_code == 403
    assert "Kết nối này chưa được mã hóa" in answer.text
    assert client.get(f"/{path}/{frozen_round.pk}/", secure=True, headers=HALL).status_code in (200, 404)


@anywhere
def test_login_warns_that_the_password_can_be_read(client: Client) -> None:
    assert "Kết nối này chưa được mã hóa" in client.get("/accounts/login/", headers=HALL).text
    assert "Kết nối này chưa được mã hóa" not in client.get("/accounts/login/").text


def test_unknown_name_of_the_site_is_answered_with_the_right_one(client: Client) -> None:
    answer = client.get("/", headers={"host": "old-name.example"})
    assert (answer.status_code, settings.SITE_URL in answer.text) == (400, True)
    assert "ALLOWED_HOSTS" in answer.text


@override_settings(SITE_URL="http://10.0.0.4:8000")
def test_preflight_knows_that_the_address_is_plain_http(draft_round: Round, frozen_round: Round) -> None:
    for missing in (before_freezing(draft_round), before_opening(frozen_round)):
        assert any("bắt đầu bằng http" in str(thing.message) for thing in missing)
