"""A web server for tests of serving, which works on the test's database."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.operations.processes import environment
from tests.tinnhiem.serving.site import Site, running

StartSite = Callable[..., Site]


@pytest.fixture
def start_site(process_env: dict[str, str], tmp_path: Path) -> Iterator[StartSite]:
    """Start the web server: `start_site(LOGIN_QUEUE=2)`."""
    with ExitStack() as started:
        yield lambda **settings: started.enter_context(running(process_env, tmp_path, **settings))


@pytest.fixture(scope="module")
def usual_site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(environment(), tmp_path_factory.mktemp("site")) as started:
        yield started


@pytest.fixture
def site(usual_site: Site, committed: None) -> Iterator[Site]:
    """The web server with its usual settings, which all tests of a module ask; its log is shown when one fails."""
    yield usual_site
    sys.stdout.write(usual_site.log.read_text(errors="replace"))
