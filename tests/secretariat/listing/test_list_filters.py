"""Lists are filtered by unit and campaign, typed with suggestions."""

import pytest
from django.test import Client

from officials.models import Dossier, Unit
from rounds.models import Round
from tests.roles import make_campaign, make_official, make_round, make_unit, make_user
from tests.secretariat.listing.list_requests import export

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(unit: Unit) -> Unit:
    return make_unit("Phòng Tổ chức", parent=unit)


def names(desk: Client, table: str, query: str) -> list[str]:
    return [str(row[0]) for row in export(desk, table, "csv", query)[1:]]


@pytest.mark.parametrize("text", ["{pk}", "Phòng Tổ chức, Cục · số {pk}", "phòng tổ chức"])
def test_officials_of_a_unit(desk: Client, unit: Unit, office: Unit, text: str) -> None:
    make_official(office, "Nguyễn Văn An", posts=("Trưởng phòng", "Bí thư"))
    make_official(unit, "Nguyễn Văn Bình")
    assert names(desk, "officials_official", f"of_unit={text.format(pk=office.pk)}") == ["Nguyễn Văn An"]


def test_units_below_count_too(desk: Client, unit: Unit, office: Unit) -> None:
    make_official(office, "Nguyễn Văn An")
    assert names(desk, "officials_official", f"of_unit={unit.pk}") == ["Nguyễn Văn An"]
    assert set(names(desk, "officials_unit", f"of_unit={unit.pk}")) == {unit.name, office.name}


def test_what_fits_nothing_shows_nothing_and_says_so(desk: Client, unit: Unit) -> None:
    make_official(unit, "Nguyễn Văn An")
    page = desk.get("/admin/officials/official/?of_unit=Không có", headers={"accept-language": "vi"})
    assert "Nguyễn Văn An" not in page.text
    assert 'aria-invalid="true"' in page.text


def test_units_of_others_are_unknown(desk: Client, unit: Unit) -> None:
    foreign = make_unit("Cục Khác")
    page = desk.get(f"/admin/officials/official/?of_unit={foreign.pk}")
    assert "Cục Khác" not in page.text


def test_rounds_of_a_campaign_and_a_unit(desk: Client, unit: Unit, office: Unit) -> None:
    campaign = make_campaign(unit, name="Đợt 2027")
    make_round(office, campaign=campaign, title="Hội nghị một")
    make_round(unit, campaign=campaign, title="Hội nghị hai")
    make_round(unit, title="Hội nghị ba")
    assert set(names(desk, "rounds_round", "of_campaign=Đợt 2027")) == {"Hội nghị một", "Hội nghị hai"}
    query = f"of_campaign={campaign.pk}&of_unit={office.pk}&state__exact={Round.State.DRAFT}"
    assert names(desk, "rounds_round", query) == ["Hội nghị một"]


def test_accounts_dossiers_roles_and_campaigns_of_a_unit(desk: Client, unit: Unit, office: Unit) -> None:
    make_user("Nguyễn Văn An", unit=office)
    Dossier.objects.create(official=make_official(office), title="Hồ sơ của phòng")
    Dossier.objects.create(official=make_official(unit), title="Hồ sơ của cục")
    make_campaign(office, name="Đợt của phòng")
    query = f"of_unit={office.pk}"
    assert names(desk, "officials_user", query) == ["Nguyễn Văn An"]
    assert names(desk, "officials_dossier", query) == ["Hồ sơ của phòng"]
    assert names(desk, "officials_unitrole", query) == []
    assert names(desk, "rounds_campaign", query) == ["Đợt của phòng"]


def test_other_columns_are_no_filters(desk: Client, unit: Unit) -> None:
    assert desk.get("/admin/officials/user/?password__startswith=a").status_code == 400
