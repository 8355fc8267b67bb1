"""The browser's code and a small box, once for all tests of the protocol."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from box import Box, Team, make_team
from browser_code import Browser


@pytest.fixture(scope="session")
def js() -> Iterator[Browser]:
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def shared_box() -> Box:
    """Two lines, no ballots: for tests that only need its keys."""
    return Box(2)


@pytest.fixture
def team() -> Team:
    return make_team()
