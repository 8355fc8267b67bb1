"""An instance of the embedded servers of its own, in a folder that `nobody` may reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from operations.backup import databases
from operations.embedded import servers
from operations.embedded.places import Places, places
from tests.owner import as_owner


@pytest.fixture
def data() -> Iterator[Path]:
    """A short path: sockets must fit into it."""
    folder = Path(tempfile.mkdtemp(prefix="tn-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def instance(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    """Embedded servers of this test alone; whatever runs at the end is stopped."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    where = places(data)
    yield where
    servers.stop(where)
    shutil.rmtree(where.servers, ignore_errors=True)


@pytest.fixture
def alone(committed: None) -> None:
    """Close other connections: threads of earlier tests and of a live server leave some open.

    The pool, which still counts those, is made anew.
    """
    databases.use(databases.name())
    with as_owner() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


@pytest.fixture
def given_back(alone: None) -> Iterator[None]:
    """The database of the tests, whatever was restored in its place."""
    yield
    name = databases.name()
    databases.use(name)
    for old in databases.kept_aside(name):
        databases.drop(name)
        databases.exchange(old, name, name, lambda: None)
