"""The directory of the agency, running for the tests of one process."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from pytest_django import Settings

from officials.accounts import directory
from officials.models import User
from officials.services import create_account
from tests.officials.accounts.directory.directory_server import SECRET, directory_server

CODE = "CB-017"
PEOPLE: dict[str, dict[str, object]] = {
    "lan": {
        "name": "Nguyễn Thị Lan",
        "staff_code": CODE,
        "email": "lan@co-quan.test",
        "email_verified": True,
    },
    # Has the code of another person, as after a mistake in the directory.
    "second": {"name": "Trần Văn Hai", "staff_code": CODE},
    # Calls itself as an account here, and has its address, but no code.
    "namesake": {"name": "Nguyễn Thị Lan", "email": "lan@co-quan.test", "email_verified": True},
    "unconfirmed": {"name": "Lê Văn Ba", "email": "lan@co-quan.test", "email_verified": False},
    "outside": {"name": "Lê Văn Tư", "email": "lan@elsewhere.test", "email_verified": True},
}


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    with directory_server(PEOPLE, site=settings.SITE_URL) as address:
        yield address


@pytest.fixture(autouse=True)
def _is_set(settings: Settings, issuer: str) -> None:
    use_directory(settings, issuer)


def use_directory(settings: Settings, issuer: str) -> None:
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "Cổng cán bộ"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "tin-nhiem", SECRET


@pytest.fixture
def by_address(settings: Settings) -> None:
    """The directory tells no staff codes."""
    settings.OIDC_STAFF_CODE_CLAIM, settings.OIDC_MAIL_DOMAINS = "", ["co-quan.test"]


@pytest.fixture
def lan(db: None) -> User:
    """A person with that staff code and address, who has no password."""
    user = create_account(username="lan", full_name="Nguyễn Thị Lan", email="lan@co-quan.test")
    user.staff_code = CODE
    user.save()
    return user


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    directory._descriptions.clear()
