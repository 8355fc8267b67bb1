"""The page on which a secretary prints login cards."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ballots.services import closing
from officials.mail import MAIL_TO_FILES
from officials.models import Unit, User
from rounds.login_cards import new_code
from rounds.models import LoginCard, Round
from rounds.services import configuring, moves
from rounds.services.card_printing import PrintedCard
from secretariat.card_sheet import cards_as_pdf
from secretariat.printing import ONE
from tests.ballots import hall
from tests.results.pdf import pages, text
from tests.roles import DIGITS, lock_out, make_user, make_users

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(
    draft_round: Round, voter: User, another_voter: User, other_unit: Unit, settings: Settings
) -> Round:
    """A voter of the unit and one of another unit have no password."""
    settings.EMAIL_BACKEND = MAIL_TO_FILES
    User.objects.filter(pk=another_voter.pk).update(unit=other_unit)
    lock_out(voter, another_voter)
    return draft_round


def path(round_: Round) -> str:
    return reverse("secretariat:login_cards", args=[round_.pk])


def test_own_people_are_ticked_and_others_named(client: Client, secretary: User, round_: Round) -> None:
    client.force_login(secretary)
    shown = client.get(path(round_))
    assert [str(person) for person in shown.context["people"].mine] == ["Đặng Ghi Phiếu"]
    assert shown.context["people"].others == ["Hồ Ghi Phiếu"]
    assert shown.text.count("checked") == 1
    assert not LoginCard.objects.exists()


@pytest.mark.slow
def test_the_sheet_holds_name_login_code_and_address(
    client: Client, secretary: User, round_: Round, voter: User
) -> None:
    client.force_login(secretary)
    answer = client.post(path(round_), {"people": [voter.pk]})
    assert answer["Content-Type"] == "application/pdf"
    sheet = text(answer.content)
    assert all(
        word in sheet for word in (voter.full_name, voter.username, "/accounts/card/", "màn hình hội trường")
    )
    [code] = re.findall(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", sheet)
    assert DIGITS not in sheet
    typed = {"login": voter.username, "card": code, "fact": DIGITS}
    assert Client().post("/accounts/card/", typed).status_code == 302


@pytest.mark.slow
def test_eight_cards_stand_on_a_page(round_: Round) -> None:
    """Also with the longest names and addresses."""
    name = "Nguyễn Phước Hoàng Công Tằng Tôn Nữ Thị Mỹ Hạnh Nguyên"
    unit = Unit(name="Ban Quản lý dự án đầu tư xây dựng công trình giao thông và phát triển đô thị tỉnh")
    people = [User(full_name=name, username=f"nguyenphuochoangcongtang{number}") for number in range(9)]
    sheet = cards_as_pdf(unit, [PrintedCard(user, new_code()) for user in people])
    first, second = pages(sheet)
    assert (first.count("mã này hết hiệu lực"), second.count("mã này hết hiệu lực")) == (8, 1)
    assert first.count("hội trường.") == 8


def test_cards_by_unit_one_to_a_page(unit: Unit) -> None:
    """For envelopes that the units hand out."""
    first, last = Unit(name="A, đơn vị đầu"), Unit(name="B, đơn vị sau")
    people = [
        make_user("Bùi Hai", unit=unit),
        make_user("Lê Ba", unit=unit),
        make_user("Vũ Một", unit=unit),
    ]
    for person, own in zip(people, (last, last, first), strict=True):
        person.unit = own
    cards = [PrintedCard(person, new_code()) for person in people]
    printed = pages(cards_as_pdf(unit, cards, per_page=ONE, order="unit"))
    assert [name for page in printed for name in ("Một", "Hai", "Ba") if name in page] == ["Một", "Ba", "Hai"]
    assert len(printed) == 3


def test_people_of_other_units_are_refused(
    client: Client, secretary: User, round_: Round, another_voter: User
) -> None:
    client.force_login(secretary)
    for people in ([], [another_voter.pk], ["x"]):
        assert client.post(path(round_), {"people": people}).status_code == 400
    assert not LoginCard.objects.exists()


@pytest.mark.slow
def test_people_of_another_live_vote_are_named_and_the_others_get_cards(
    client: Client, secretary: User, round_: Round, voter: User
) -> None:
    busy = make_user("Lý Bận Việc", unit=round_.unit)
    closed = hall.open_round(voters=[busy, *make_users(5)], lines=1)
    hall.vote(closed)
    closing.close_round(round_id=closed.pk, actor=None)
    configuring.add_electors(round_id=round_.pk, electors=[(busy, "")])
    lock_out(busy)
    client.force_login(secretary)
    shown = client.get(path(round_))
    assert list(shown.context["people"].mine) == [voter]
    assert "chưa kiểm phiếu xong" in shown.text
    assert "Lý Bận Việc." in shown.text
    assert client.post(path(round_), {"people": [voter.pk, busy.pk]}).status_code == 400
    assert client.post(path(round_), {"people": [voter.pk]})["Content-Type"] == "application/pdf"
    assert [card.user for card in LoginCard.objects.all()] == [voter]


def test_strangers_find_nothing(client: Client, other_secretary: User, round_: Round) -> None:
    client.force_login(other_secretary)
    assert client.get(path(round_)).status_code == 404


def test_after_freezing_the_page_says_why(client: Client, secretary: User, frozen_round: Round) -> None:
    client.force_login(secretary)
    assert "được báo cho ban kiểm phiếu và ghi vào biên bản" in client.get(path(frozen_round)).text
    assert client.post(path(frozen_round), {"people": []}).status_code == 400


def test_the_desk_leads_here_until_closing(client: Client, secretary: User, frozen_round: Round) -> None:
    client.force_login(secretary)
    desk = reverse("secretariat:desk", args=[frozen_round.pk])
    assert path(frozen_round) in client.get(desk).text
    moves.cancel_round(round_id=frozen_round.pk, actor=secretary, reason="Hoãn")
    assert path(frozen_round) not in client.get(desk).text


@pytest.mark.slow
def test_people_without_a_fact_lead_to_their_page(
    client: Client, secretary: User, round_: Round, voter: User
) -> None:
    User.objects.filter(pk=voter.pk).update(identity_hash="")
    client.force_login(secretary)
    page = client.get(path(round_))
    here = reverse("admin:officials_user_login", args=[voter.pk])
    assert here in page.text
    assert list(page.context["people"].mine) == []
    given = client.post(here, {"act": "card", "digits": DIGITS})
    assert given["Content-Type"] == "application/pdf"
    assert LoginCard.objects.get().user == voter


def test_the_refusal_leads_here(client: Client, secretary: User, round_: Round) -> None:
    client.force_login(secretary)
    assert path(round_) in client.get(reverse("secretariat:desk", args=[round_.pk])).text
