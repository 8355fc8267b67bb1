"""Fixtures of the tests of notices."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.notices.postbox import Postbox, running, use


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """A mail server to which the product sends."""
    box = Postbox()
    with running(box) as controller:
        use(settings, controller.port)
        yield box
