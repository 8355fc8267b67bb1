"""The desk asks the head of the counting team, says that it waits, and can withdraw the question."""

import pytest
from django.test import Client
from django.urls import reverse

from ballots.models import HeadRequest
from ballots.protocol import statements
from ballots.services import closing
from rounds.models import Attendance, Round
from tests.ballots import hall
from tests.roles import only_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    """An open round of eight, all present, six of whom have cast."""
    round_ = hall.open_round(lines=1, voters=8, members=2)
    hall.vote(round_, 6)
    return round_


@pytest.fixture
def client(round_: Round) -> Client:
    browser = Client()
    browser.force_login(only_secretary(round_.unit))
    return browser


def path(round_: Round, name: str = "desk", *more: str) -> str:
    return reverse(f"secretariat:{name}", args=[round_.pk, *more])


def test_the_confirmation_names_present_and_not_cast(client: Client, round_: Round) -> None:
    page = client.get(path(round_, "desk_confirm", "end_issuing")).text
    assert "có mặt 8 người" in page
    assert "Còn 2 người có mặt chưa bỏ phiếu." in page


def test_the_desk_waits_for_the_head_and_withdraws(client: Client, round_: Round) -> None:
    client.post(path(round_, "desk_move"), {"action": "end_issuing"})
    page = client.get(path(round_)).text
    assert "Đang chờ trưởng ban đồng ý" in page
    assert path(round_, "desk_confirm", "end_issuing") not in page
    client.post(path(round_, "desk_withdrawal"))
    assert path(round_, "desk_confirm", "end_issuing") in client.get(path(round_)).text


def test_the_button_is_the_main_one_once_all_present_have_cast(client: Client, round_: Round) -> None:
    assert not client.get(path(round_)).context["desk"].is_urged
    Attendance.objects.filter(pk=round_.pk).update(present=6)
    assert client.get(path(round_)).context["desk"].is_urged


@pytest.mark.slow
def test_with_too_few_ballots_the_desk_offers_no_end(client: Client) -> None:
    round_ = hall.open_round(lines=1, voters=8)
    hall.vote(round_, 2)
    client.force_login(only_secretary(round_.unit))
    page = client.get(path(round_)).text
    assert "Trong hòm phiếu có 2 phiếu; hòm phiếu chỉ được mở khi có từ 5 phiếu trở lên." in page
    answer = client.post(path(round_, "desk_move"), {"action": "end_issuing"})
    assert answer.status_code == 409


@pytest.mark.slow
def test_presence_is_corrected_with_the_head(client: Client, round_: Round) -> None:
    Attendance.objects.filter(pk=round_.pk).update(present=6)
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    for refused in ({"present": 7, "reason": ""}, {"present": 70, "reason": "Đếm sót"}):
        assert client.post(path(round_, "desk_correction"), refused).status_code == 400
    client.post(path(round_, "desk_correction"), {"present": 7, "reason": "Đếm sót"})
    assert HeadRequest.objects.get().content == statements.present(6, 7, "Đếm sót")
    assert "Đang chờ trưởng ban đồng ý" in client.get(path(round_)).text
