"""Freezing asks for TLS, but not at an address of this machine."""

import pytest
from pytest_django import Settings

from rounds import preflight
from rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_this_machine_needs_no_tls(draft_round: Round, settings: Settings, host: str) -> None:
    settings.SITE_URL = f"http://{host}:8000"
    assert preflight.before_freezing(draft_round) == []


@pytest.mark.parametrize("host", ["phieu.example.gov.vn", "[::2]"])
def test_other_machines_need_tls(draft_round: Round, settings: Settings, host: str, english: None) -> None:
    settings.SITE_URL = f"http://{host}:8000"
    [missing] = preflight.before_freezing(draft_round)
    assert "begins with http" in str(missing.message)
