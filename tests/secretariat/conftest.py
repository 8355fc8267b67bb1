"""Fixtures of the desk's tests, a campaign with the secretary who keeps it, and browsers of secretaries."""

import pytest
from django.test import Client

from officials.models import Unit, User
from operations.health import record_worker_heartbeat
from rounds.models import Campaign
from tests.campaigns import ministry_with_campaign
from tests.roles import make_secretary


@pytest.fixture(autouse=True)
def _worker_was_seen(_own_folders: None) -> None:
    """Record a heartbeat, without which each desk says that none is running."""
    record_worker_heartbeat()


@pytest.fixture
def campaign(db: None) -> Campaign:
    return ministry_with_campaign()


@pytest.fixture
def keeper(campaign: Campaign) -> User:
    """The secretary of the campaign's unit."""
    return make_secretary(campaign.unit)


@pytest.fixture
def desk(client: Client, secretary: User) -> Client:
    """The browser of a secretary, for tests with one."""
    client.force_login(secretary)
    return client


@pytest.fixture
def first(secretary: User) -> Client:
    """The browser of a secretary."""
    client = Client()
    client.force_login(secretary)
    return client


@pytest.fixture
def second(unit: Unit) -> Client:
    """The browser of another secretary of the unit."""
    client = Client()
    client.force_login(make_secretary(unit, "Phạm Thị Hai"))
    return client
