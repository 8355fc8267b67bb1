"""Attendance and cancelling on the desk; forms come back filled with the reason."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operations.health import BEAT_SEEN, WORKER_SEEN, record_beat_heartbeat, record_worker_heartbeat
from rounds.models import Attendance, Round
from secretariat.desk import progress_of
from tests.ballots import hall
from tests.entries import the_entry
from tests.roles import make_frozen_round, only_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    return make_frozen_round()


@pytest.fixture
def client(round_: Round) -> Client:
    browser = Client()
    browser.force_login(only_secretary(round_.unit))
    return browser


def post(client: Client, round_: Round, name: str, **fields: object) -> Any:
    return client.post(reverse(f"secretariat:{name}", args=[round_.pk]), fields)


def test_attendance_is_logged_with_its_actor(client: Client, round_: Round) -> None:
    answer = post(client, round_, "desk_attendance", present=6, began="08:15")
    assert answer.status_code == 302
    found = Attendance.objects.get(pk=round_.pk)
    assert found.present == 6
    assert found.began_at
    assert timezone.localtime(found.began_at).strftime("%H:%M") == "08:15"
    assert the_entry(round_, "attendance").actor is not None


@pytest.mark.parametrize("present", ["7", "-1", "", "six", "1e3", "99999999999"])
def test_impossible_numbers_return_the_form_with_the_reason(
    client: Client, round_: Round, present: str
) -> None:
    answer = post(client, round_, "desk_attendance", present=present)
    assert answer.status_code == 400
    assert answer.context["attendance"].errors["present"]
    assert f'value="{present}"' in answer.content.decode() or not present
    assert not Attendance.objects.exists()


def test_cancelling_needs_a_reason(client: Client, round_: Round) -> None:
    answer = post(client, round_, "desk_cancel", reason="  ", title=round_.title)
    assert answer.status_code == 400
    assert Round.objects.get(pk=round_.pk).state == "sealed"


@pytest.mark.parametrize("title", ["", "Hội nghị khác"])
def test_cancelling_needs_the_title_typed(client: Client, round_: Round, title: str) -> None:
    answer = post(client, round_, "desk_cancel", reason="Hoãn", title=title)
    assert answer.context["cancel"].errors["title"]
    assert 'value="Hội nghị khác"' in answer.text or not title
    assert Round.objects.get(pk=round_.pk).state == "sealed"


def test_cancelled_round_shows_its_reason(client: Client, round_: Round) -> None:
    post(client, round_, "desk_cancel", reason="Không đủ người dự họp", title=f" {round_.title.upper()}")
    page = client.get(reverse("secretariat:desk", args=[round_.pk])).content.decode()
    assert "Không đủ người dự họp" in page
    assert reverse("secretariat:desk_cancel", args=[round_.pk]) not in page


@pytest.mark.slow
def test_status_counts_turnout_with_the_electorate(client: Client) -> None:
    round_ = hall.open_round(voters=6)
    hall.vote(round_, 2)
    told = progress_of(round_)
    assert (told.summoned, told.present, told.issued, told.cast) == (6, 6, 2, 2)
    assert told.done == []


@pytest.mark.slow
def test_turnout_alone_does_not_reload_page(client: Client) -> None:
    round_ = hall.open_round(voters=6)
    before = progress_of(round_).stage
    hall.vote(round_, 2)
    assert progress_of(round_).stage == before


@pytest.mark.slow
def test_failing_service_is_reported_on_the_desk(client: Client, empty_queue: object) -> None:
    round_ = hall.open_round(voters=6)
    cache.delete_many([WORKER_SEEN, BEAT_SEEN])
    assert progress_of(round_).fault == "worker"
    record_worker_heartbeat()
    assert progress_of(round_).fault == "beat"
    record_beat_heartbeat()
    assert progress_of(round_).fault == ""
