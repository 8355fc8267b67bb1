"""Fixtures: the browser's code, started once for all tests of the protocol, and a new counting team."""

from collections.abc import Iterator

import pytest

from tests.ballots.protocol.box import Team, make_team
from tests.ballots.protocol.browser_code import NodeProcess


@pytest.fixture(scope="session")
def js() -> Iterator[NodeProcess]:
    browser = NodeProcess()
    yield browser
    browser.close()


@pytest.fixture
def team() -> Team:
    return make_team()
