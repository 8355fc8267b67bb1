"""Fixtures of requests for a second person."""

import pytest

from officials.models import Unit, User
from tests.roles import make_secretary


@pytest.fixture
def second(unit: Unit) -> User:
    """The second secretary of `unit`."""
    return make_secretary(unit, "Đoàn Thị Duyệt")
