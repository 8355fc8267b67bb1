"""The home page: introduction, or the duties of the user."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from officials.models import User
from rounds.models import Round
from rounds.services.moves import cancel_round
from secretariat.duties import duties_for
from tests.results.factories import certify, publish
from tests.roles import make_frozen_round, make_unit, make_user, make_users


def test_home_page_without_login_needs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/", headers={"accept-language": "vi"})
    assert "Đăng nhập" in response.content.decode()
    assert 'lang="vi"' in response.content.decode()


def test_voter_sees_the_round_and_no_duty_of_others(client: Client, frozen_round: Round, voter: User) -> None:
    client.force_login(voter)
    page = client.get("/").content.decode()
    assert f'href="/vote/{frozen_round.pk}/"' in page
    assert "/committee/" not in page
    assert "/desk/" not in page


def test_user_without_duties_sees_a_sentence(client: Client, frozen_round: Round, stranger: User) -> None:
    client.force_login(stranger)
    page = client.get("/").content.decode()
    assert frozen_round.title not in page
    assert "Hiện không có việc cần làm" in page


def test_member_is_asked_to_lock_the_box_first(frozen_round: Round, head: User) -> None:
    [group] = duties_for(head)
    assert group.kind == "committee"
    [duty] = group.duties
    assert (duty.url, duty.is_urgent) == (f"/committee/{frozen_round.pk}/", True)


@pytest.mark.parametrize(
    ("hours", "title"),
    [
        (-1, "The vote is not open yet. It opens at "),
        (1, "The vote is not open yet. It was to open at "),
        (5, "The vote was not held in its time"),
    ],
)
def test_passed_opening_time_is_not_promised(
    client: Client, frozen_round: Round, voter: User, monkeypatch: pytest.MonkeyPatch, hours: int, title: str
) -> None:
    later = timezone.localtime(frozen_round.opens_at) + datetime.timedelta(hours=hours)
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.force_login(voter)
    english = {"accept-language": "en"}
    assert title in client.get(f"/vote/{frozen_round.pk}/", headers=english).content.decode()
    page = client.get("/", headers=english).content.decode()
    words = {-1: "opens at", 1: "it waits for the secretary", 5: "was to close at"}
    assert [text in page for text in words.values()] == [hours == at for at in words]


def test_voters_and_team_find_the_round_after_publication(
    frozen_round: Round, voter: User, head: User, secretary: User
) -> None:
    publish(certify(frozen_round), secretary)
    for user, kind in ((voter, "vote"), (head, "committee")):
        with translation.override("en"):
            [group] = duties_for(user)
        [duty] = group.duties
        assert (duty.url, duty.is_urgent) == (f"/{kind}/{frozen_round.pk}/", False)
        assert duty.when == f"meeting of {timezone.localdate():%d/%m/%Y}"
    assert duties_for(secretary) == []


@pytest.mark.parametrize(("days", "shown"), [(29, True), (31, False)])
def test_cancelled_vote_is_listed_for_a_month(
    frozen_round: Round, voter: User, monkeypatch: pytest.MonkeyPatch, days: int, shown: bool
) -> None:
    cancel_round(round_id=frozen_round.pk, actor=None, reason="Hoãn")
    later = timezone.now() + datetime.timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert [duty.state for group in duties_for(voter) for duty in group.duties] == ["cancelled"] * shown


def test_secretary_of_another_unit_sees_nothing(frozen_round: Round, other_secretary: User) -> None:
    assert duties_for(other_secretary) == []


def test_draft_leads_the_secretary_to_its_configuration(draft_round: Round, secretary: User) -> None:
    [group] = duties_for(secretary)
    assert group.duties[0].url == f"/admin/rounds/round/{draft_round.pk}/change/"


@pytest.mark.parametrize("rounds", [1, 4])
@pytest.mark.slow
def test_queries_do_not_grow_with_rounds(
    rounds: int, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    user = make_user()
    for _number in range(rounds):
        make_frozen_round(make_unit(authority=make_unit()), voters=[user, *make_users(5)])
    with django_assert_num_queries(3):
        [group] = duties_for(user)
    assert len(group.duties) == rounds


def test_posting_to_the_start_page_is_refused(client: Client) -> None:
    assert client.post("/").status_code == 405
