"""Fixtures of the desk's tests."""

import pytest

from operations.health import record_worker_heartbeat


@pytest.fixture(autouse=True)
def _worker_was_seen(_own_folders: None) -> None:
    """Record a heartbeat, without which each desk says that none is running."""
    record_worker_heartbeat()
