"""A person with a role in a unit, or a superuser, needs a second factor on every page."""

import datetime

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from officials.accounts.second_factor import lacks_second_factor
from officials.models import Unit, UnitRole, User
from rounds.models import Round
from tests.access.addresses import fill, routes
from tests.access.house import NOWHERE
from tests.roles import make_user

pytestmark = pytest.mark.django_db
SETUP = "/accounts/2fa/?required=1&next="
# Setting one up, logging out, the language; the last three use no session.
OPEN = (
    "accounts/2fa/",
    "accounts/reauthenticate/",
    "accounts/logout/",
    "accounts/password/set/",
    "accounts/first/",
    "i18n/setlang/",
    "jsi18n/",
    "box/",
    "health/",
    "metrics",
)
PARTS = {
    "pk": NOWHERE,
    "key": NOWHERE,
    "object_id": 1,
    "content_type_id": 1,
    "document": 1,
    "index": 1,
    "item": 1,
    "sha256": "0",
    "exemption": 1,
    "action": "publish",
    "kind": "minutes",
    "language": "vi",
    "name": "rolls",
    "form": "csv",
    "ending": "pdf",
    "step": "approve",
}


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.REQUIRE_STAFF_MFA = True


@pytest.fixture
def keeper(db: None) -> User:
    return make_user(is_superuser=True, is_staff=True)


def paths() -> list[str]:
    """Return every address of the product that such a person must not reach."""
    kept = [route for route in routes() if not route.startswith(OPEN)]
    return [fill(route, **PARTS) for route in kept]


@pytest.mark.slow
@pytest.mark.parametrize("role", ["secretary", "leader", "auditor", "keeper"])
def test_every_address_leads_to_setup(role: str, request: pytest.FixtureRequest, client: Client) -> None:
    client.force_login(request.getfixturevalue(role))
    reached = [
        f"{method} {path}"
        for path in paths()
        for method in ("get", "post")
        if not getattr(client, method)(path).headers.get("Location", "").startswith(SETUP)
    ]
    assert reached == []
    assert len(paths()) > 100


def test_scripts_get_a_sentence(client: Client, leader: User) -> None:
    client.force_login(leader)
    answer = client.get(f"/vote/{NOWHERE}/status", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (403, "second_factor")


def test_setup_language_and_logout_are_reached(client: Client, leader: User) -> None:
    client.force_login(leader)
    page = client.get(f"{SETUP}%2Fresults%2F")
    assert "Nhiệm vụ của ông/bà yêu cầu" in page.text
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauth")
    client.post("/i18n/setlang/", {"language": "en"})
    assert client.cookies["django_language"].value == "en"
    client.post("/accounts/logout/")
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("role", ["secretary", "leader", "keeper"])
def test_pages_open_with_a_second_factor(role: str, request: pytest.FixtureRequest, client: Client) -> None:
    user = request.getfixturevalue(role)
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)
    assert client.get("/results/").status_code == 200


def test_voters_and_counting_team_need_none(
    client: Client, frozen_round: Round, head: User, voter: User
) -> None:
    for user, path in ((head, "committee"), (voter, "vote")):
        client.force_login(user)
        assert client.get(f"/{path}/{frozen_round.pk}/").status_code == 200


@pytest.mark.parametrize(("first", "last", "must"), [(-2, -1, False), (1, None, False), (-2, 1, True)])
def test_role_counts_in_its_days_only(unit: Unit, first: int, last: int | None, must: bool) -> None:
    user, today = make_user(), timezone.localdate()
    days = {"starts_on": today + datetime.timedelta(days=first)}
    if last is not None:
        days["ends_on"] = today + datetime.timedelta(days=last)
    UnitRole.objects.create(user=user, unit=unit, role=UnitRole.Role.AUDITOR, **days)
    assert lacks_second_factor(user) == must
