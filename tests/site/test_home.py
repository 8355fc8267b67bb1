"""`/`: what this is, or what is mine to do."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from officials.models import User
from rounds.models import Round
from tests.roles import make_sealed_round, make_unit, make_user
from tinnhiem.duties import duties_for


def test_says_what_this_is_without_login_and_without_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/", headers={"accept-language": "vi"})
    assert "Đăng nhập" in response.content.decode()
    assert 'lang="vi"' in response.content.decode()


def test_voter_sees_the_round_and_no_duty_of_others(client: Client, sealed_round: Round, voter: User) -> None:
    client.force_login(voter)
    page = client.get("/").content.decode()
    assert f'href="/vote/{sealed_round.pk}/"' in page
    assert "/committee/" not in page
    assert "/desk/" not in page


def test_stranger_is_told_that_nothing_is_to_do(client: Client, sealed_round: Round, stranger: User) -> None:
    client.force_login(stranger)
    page = client.get("/").content.decode()
    assert sealed_round.title not in page
    assert "Hiện không có việc cần làm" in page


def test_member_is_asked_to_lock_the_box_first(sealed_round: Round, head: User) -> None:
    [group] = duties_for(head)
    assert group.kind == "committee"
    [duty] = group.duties
    assert (duty.url, duty.is_urgent) == (f"/committee/{sealed_round.pk}/", True)


def test_secretary_of_another_unit_sees_nothing(sealed_round: Round, other_secretary: User) -> None:
    assert duties_for(other_secretary) == []


def test_draft_leads_the_secretary_to_its_configuration(draft_round: Round, secretary: User) -> None:
    [group] = duties_for(secretary)
    assert group.duties[0].url == f"/admin/rounds/round/{draft_round.pk}/change/"


@pytest.mark.parametrize("rounds", [1, 4])
def test_queries_do_not_grow_with_rounds(
    rounds: int, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    user = make_user()
    for _number in range(rounds):
        make_sealed_round(
            make_unit(authority=make_unit()), voters=[user, *(make_user() for _number in range(5))]
        )
    with django_assert_num_queries(4):
        [group] = duties_for(user)
    assert len(group.duties) == rounds


def test_posting_to_the_start_page_is_refused(client: Client) -> None:
    assert client.post("/").status_code == 405
