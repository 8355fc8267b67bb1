"""A host that lacks the envelope key tells voters calmly to try again, and names no file to them."""

from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.utils.translation import override

from ballots.locked_box import load_box
from ballots.models import CastBallot, IssuedBallot
from tests.ballots.hall import VoterDevice, open_round, voters

pytestmark = pytest.mark.django_db


def test_voter_is_asked_to_try_again_and_nothing_is_lost(client: Client, tmp_path: Path) -> None:
    round_ = open_round()
    first, second = voters(round_)[:2]
    device, waiting = VoterDevice(round_, first).take(), VoterDevice(round_, second)
    load_box.cache_clear()
    client.force_login(second)
    with override_settings(ENVELOPE_KEY_FILE=tmp_path / "absent"), override("en"):
        body = {"blinded": waiting.blinded.hex()}
        issue = client.post(f"/vote/{round_.pk}/issue", body, content_type="application/json")
        frame = device.frame()
        cast = client.post(f"/box/{round_.pk}/cast", frame, content_type="application/octet-stream")
    for answer in (issue, cast):
        assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
        assert str(tmp_path) not in answer.json()["message"]
    assert (IssuedBallot.objects.count(), CastBallot.objects.count()) == (1, 0)
    assert waiting.take().cast()
    assert (
        client.post(f"/box/{round_.pk}/cast", frame, content_type="application/octet-stream").status_code
        == 200
    )
