"""Officials of the unit that are missing from its roll are pointed out, and added in one press."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit, User
from rounds.cautions import cautions
from rounds.errors import Where
from rounds.models import Elector, Round
from rounds.services import configuring
from tests.roles import make_official, make_round, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(unit: Unit) -> Round:
    make_official(unit, "Lê An", user=make_user("Lê An", unit=unit), posts=("Cục trưởng", "Bí thư Chi bộ"))
    make_official(unit, "Vũ Không Tài Khoản", posts=("Phó Cục trưởng",))
    return make_round(unit)


def test_missing_officials_are_named(round_: Round, english: None) -> None:
    told = {one.where: str(one.message) for one in cautions(round_)}
    assert told == {
        Where.ELECTORS: "1 official of the unit is not on the roll: Lê An.",
        Where.NO_ACCOUNT: (
            "1 official of the unit has no account and cannot be put on the roll: Vũ Không Tài Khoản."
        ),
    }


def test_one_press_adds_them_with_their_posts(round_: Round, secretary: User, client: Client) -> None:
    assert configuring.add_own_officials(round_id=round_.pk) == 1
    elector = Elector.objects.get(round=round_)
    assert (elector.user.full_name, elector.capacity) == ("Lê An", "Cục trưởng, Bí thư Chi bộ")
    assert [one.where for one in cautions(round_)] == [Where.NO_ACCOUNT]


def test_those_of_other_units_are_not_missed(unit: Unit, other_unit: Unit) -> None:
    make_official(other_unit, "Hồ Khác", user=make_user())
    assert cautions(make_round(unit)) == []


def test_warning_leads_to_the_page_for_accounts(round_: Round, secretary: User, client: Client) -> None:
    client.force_login(secretary)
    page = client.get(reverse("admin:rounds_round_change", args=[round_.pk])).text
    assert reverse("admin:officials_official_accounts") in page
