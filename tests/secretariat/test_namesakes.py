"""Officials of one name are told apart by year of birth and post wherever one is chosen."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import Dossier, Official, Post, User
from rounds.models import Round
from tests.roles import make_user

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Văn Hòa"
NO_PAPERS = {f"documents-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}


@pytest.fixture
def namesakes(draft_round: Round) -> list[Official]:
    """Return two officials of one name, born in 1970 and 1980."""
    found = []
    for year, title in ((1970, "Trưởng phòng"), (1980, "Phó Trưởng phòng")):
        official = Official.objects.create(full_name=NAME, birth_date=datetime.date(year, 5, 2))
        Post.objects.create(official=official, unit=draft_round.unit, title=title)
        found.append(official)
    return found


def suggested(desk: Client, typed: str) -> list[str]:
    return [str(one) for one in desk.get(reverse("admin:officials"), {"q": typed}).json()["people"]]


def add_dossier(desk: Client, official: str) -> Any:
    data = {"official": official, "title": "Hồ sơ", **NO_PAPERS}
    return desk.post(reverse("admin:officials_dossier_add"), data, headers={"accept-language": "en"})


def test_suggestions_show_year_and_post(desk: Client, namesakes: list[Official]) -> None:
    unit = namesakes[0].posts.get().unit
    assert sorted(suggested(desk, "hoà nguyen")) == sorted(
        [
            f"{NAME} (1970), Trưởng phòng, {unit} · số {namesakes[0].pk}",
            f"{NAME} (1980), Phó Trưởng phòng, {unit} · số {namesakes[1].pk}",
        ]
    )


def test_a_bare_name_of_two_people_is_refused_with_both(desk: Client, namesakes: list[Official]) -> None:
    page = add_dossier(desk, "nguyễn văn hoà")
    assert "Several officials are called “nguyễn văn hoà”" in page.text
    assert "(1970), Trưởng phòng" in page.text
    assert "(1980), Phó Trưởng phòng" in page.text
    assert not Dossier.objects.filter(official__in=namesakes).exists()


def test_a_name_of_another_tone_is_not_taken(desk: Client, draft_round: Round) -> None:
    official = Official.objects.create(full_name="Nguyễn Văn Hoa")
    assert "No official fits" in add_dossier(desk, "Nguyễn Văn Hóa").text
    assert add_dossier(desk, "nguyễn văn hoa").status_code == 302
    assert official.dossiers.count() == 1


@pytest.mark.slow
def test_a_dossier_goes_to_the_official_that_was_chosen(desk: Client, namesakes: list[Official]) -> None:
    chosen = next(one for one in suggested(desk, NAME) if "1980" in one)
    assert add_dossier(desk, chosen).status_code == 302
    dossier = namesakes[1].dossiers.get()
    page = desk.get(reverse("admin:officials_dossier_change", args=[dossier.pk]))
    assert f'value="{chosen}"' in page.text
    assert "(1980), Phó Trưởng phòng" in desk.get(reverse("admin:officials_dossier_changelist")).text


def test_officials_of_other_units_cannot_be_named(desk: Client, draft_round: Round) -> None:
    other = Official.objects.create(full_name="Lê Ở Nơi Khác")
    assert draft_round.unit.authority
    Post.objects.create(official=other, unit=draft_round.unit.authority, title="Vụ trưởng")
    assert suggested(desk, "Lê Ở Nơi Khác") == []
    assert "No official fits" in add_dossier(desk, f"x · số {other.pk}").text


def test_accounts_of_officials_show_year_and_post(desk: Client, namesakes: list[Official]) -> None:
    namesakes[1].user = make_user(NAME, "hoa.b")
    namesakes[1].save()
    found = desk.get(reverse("admin:people"), {"q": "nguyen hoa"}).json()["people"]
    unit = namesakes[1].posts.get().unit
    assert found == [f"{NAME} (1980), Phó Trưởng phòng, {unit} · hoa.b"]


@pytest.mark.slow
def test_forms_hold_no_list_of_all_officials(desk: Client, draft_round: Round) -> None:
    pages = [
        reverse("admin:officials_dossier_add"),
        reverse("admin:rounds_round_change", args=[draft_round.pk]),
    ]
    for page in pages:
        desk.get(page)
    with CaptureQueriesContext(connection) as few:
        small = [len(desk.get(page).content) for page in pages]
    officials = [Official(full_name=f"Hoàng {n}", sort_key=f"h{n}") for n in range(300)]
    Official.objects.bulk_create(officials)
    with CaptureQueriesContext(connection) as many:
        large = [len(desk.get(page).content) for page in pages]
    assert len(many) == len(few)
    assert all(after - before < 500 for before, after in zip(small, large, strict=True))


@pytest.mark.parametrize("role", ["voter", "leader", "head"])
def test_only_secretaries_ask(role: str, request: pytest.FixtureRequest, draft_round: Round) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse("admin:officials"), {"q": "Nguyễn"}).status_code == 302


def test_accounts_without_an_official_show_their_unit_or_address(desk: Client, secretary: User) -> None:
    with_unit = make_user(NAME, "hoa-1", unit=secretary.unit)
    desk.force_login(make_user("Quản trị", is_superuser=True, is_staff=True))
    make_user(NAME, "hoa-2")
    people = desk.get(reverse("admin:people"), {"q": "hoa"}).json()["people"]
    assert sorted(people) == sorted(
        [f"{NAME}, {with_unit.unit} · hoa-1", f"{NAME}, hoa-2@example.test · hoa-2"]
    )
