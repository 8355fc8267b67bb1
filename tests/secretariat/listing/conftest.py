"""Another secretary of the unit who works with lists, and three units that are changed together."""

import pytest
from django.test import Client

from officials.models import Unit
from tests.roles import make_secretary, make_unit
from tests.secretariat.listing.list_requests import begin


@pytest.fixture
def other_desk(unit: Unit) -> Client:
    other = Client()
    other.force_login(make_secretary(unit, "Vũ Thư Ký Hai"))
    return other


@pytest.fixture
def units(unit: Unit) -> list[Unit]:
    return [make_unit(f"Phòng {number}", parent=unit) for number in range(3)]


@pytest.fixture
def address(desk: Client, units: list[Unit]) -> str:
    """The page on which the units are changed, after a search."""
    return begin(desk, "officials_unit", units, "q=phong")
