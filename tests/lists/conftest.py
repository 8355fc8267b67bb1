"""A clerk with units, and files to import."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from officials.models import Unit, User
from officials.services import grant_role
from tests.roles import make_user


@pytest.fixture
def department() -> Unit:
    """A topmost unit with one below it."""
    top = Unit.objects.create(name="Cục Công Thương địa phương", place="Hà Nội", document_code="CTĐP")
    Unit.objects.create(name="Phòng Kế hoạch", place="Hà Nội", parent=top, authority=top)
    return top


@pytest.fixture
def clerk(department: Unit) -> User:
    """The secretary of that unit."""
    user = make_user("Lê Giúp Việc", "giupviec")
    grant_role(user=user, unit=department, role="secretariat")
    return user


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield
