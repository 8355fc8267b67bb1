"""A web server for tests of serving, which works on the test's database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.tinnhiem.serving.site import Site, running

StartSite = Callable[..., Site]


@pytest.fixture
def start_site(process_env: dict[str, str], tmp_path: Path) -> Iterator[StartSite]:
    """Start the web server: `start_site(LOGIN_QUEUE=2)`."""
    with ExitStack() as started:
        yield lambda **settings: started.enter_context(running(process_env, tmp_path, **settings))
