"""Each authority sends matters to clarify about the officials whom it manages, until the day of the rules."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import Post, Unit, User
from rounds.models import Matter, Round
from rounds.services import announcing
from tests.remembered import recalled_in_tests
from tests.roles import (
    Role,
    announce,
    make_draft_round,
    make_frozen_round,
    make_official,
    make_secretary,
    make_unit,
    make_with_role,
)

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
PROVINCE = "Tỉnh ủy"


@pytest.fixture
def meeting(db: None) -> Round:
    """An announced meeting with one official of the authority of the unit and one of the province."""
    return recalled_in_tests("meeting of two authorities", _meeting, lambda made: made)


@pytest.fixture
def province(meeting: Round) -> Unit:
    return Unit.objects.get(name=PROVINCE)


def _meeting() -> Round:
    province = make_unit(PROVINCE)
    unit = make_unit("Cục Gốm sứ", authority=make_unit("Bộ Công nghiệp"))
    officials = [make_official(unit, "Hồ Yến"), make_official(unit, "Lê An")]
    Post.objects.filter(official=officials[1]).update(managed_by=province)
    return announce(make_draft_round(unit, officials=officials))


@pytest.fixture
def leader(province: Unit) -> User:
    return make_with_role("tinhuy", "Vũ Tỉnh Ủy", province, Role.LEADERSHIP)


def page_of(round_: Round) -> str:
    return reverse("rounds:matters", args=[round_.pk])


def ask(client: Client, round_: Round, name: str) -> int:
    official = round_.lines.get(official__full_name=name).official_id
    data = {"official": official, "text": "Việc quản lý quỹ?"}
    return client.post(reverse("rounds:ask", args=[round_.pk]), data).status_code


def days_before(round_: Round, days: int) -> None:
    opens = timezone.now() + datetime.timedelta(days=days)
    announcing.postpone_round(round_id=round_.pk, actor=None, meets_at=opens, reason="Dời ngày")


def test_an_authority_asks_about_its_own_officials_only(client: Client, meeting: Round, leader: User) -> None:
    client.force_login(leader)
    assert (ask(client, meeting, "Hồ Yến"), ask(client, meeting, "Lê An")) == (400, 302)
    matter = Matter.objects.get()
    assert (matter.official.full_name, matter.source) == ("Lê An", Matter.Source.AUTHORITY)


def test_it_sees_its_own_officials_and_no_papers(client: Client, meeting: Round, leader: User) -> None:
    client.force_login(leader)
    text = client.get(page_of(meeting)).text
    assert "Lê An" in text
    assert "Hồ Yến" not in text
    assert "Hồ sơ này chưa có tệp" not in text


@pytest.mark.slow
def test_the_authority_of_the_unit_asks_where_a_post_names_no_other(client: Client, meeting: Round) -> None:
    ministry = meeting.unit.authority
    assert ministry
    client.force_login(make_secretary(ministry))
    assert (ask(client, meeting, "Hồ Yến"), ask(client, meeting, "Lê An")) == (302, 400)


def test_an_authority_of_nobody_on_the_ballot_finds_nothing(client: Client, meeting: Round) -> None:
    client.force_login(make_with_role("khac", "Trần Khác", make_unit("Tỉnh khác"), Role.LEADERSHIP))
    assert client.get(page_of(meeting)).status_code == 404
    assert "Cục Gốm sứ" not in client.get("/").text


@pytest.mark.slow
@pytest.mark.parametrize(("days", "answer"), [(10, 302), (9, 400)])
def test_an_authority_is_held_to_the_last_day(
    client: Client, meeting: Round, leader: User, days: int, answer: int
) -> None:
    days_before(meeting, days)
    client.force_login(leader)
    assert ask(client, meeting, "Lê An") == answer
    assert ("is over" in client.get(page_of(meeting), headers=ENGLISH).text) == (answer == 400)
    assert (page_of(meeting) in client.get("/").text) == (answer == 302)


def test_the_secretariat_enters_later_what_came_on_paper(client: Client, meeting: Round) -> None:
    days_before(meeting, 5)
    client.force_login(make_secretary(meeting.unit))
    assert ask(client, meeting, "Lê An") == 302
    assert Matter.objects.get().source == Matter.Source.AUTHORITY


def test_the_home_page_leads_there(client: Client, meeting: Round, leader: User) -> None:
    client.force_login(leader)
    text = client.get("/", headers=ENGLISH).text
    assert f'href="{page_of(meeting)}"' in text
    assert "There is nothing for you to do now" not in text


@pytest.mark.slow
def test_once_frozen_the_authority_of_the_line_counts(client: Client, province: Unit, leader: User) -> None:
    unit = make_unit("Cục Mây tre", authority=make_unit())
    official = make_official(unit, "Lê An", managed_by=province)
    round_ = make_frozen_round(unit, officials=[official])
    Post.objects.update(managed_by=None)
    client.force_login(leader)
    assert "Lê An" in client.get(page_of(round_)).text
    assert ask(client, round_, "Lê An") == 400
