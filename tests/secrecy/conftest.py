"""What these tests read from the database's files must come from them alone."""

import pytest

from tests import database


@pytest.fixture
def committed(committed: None) -> None:
    """Rows lie in the order in which they were written, not where earlier tests left room."""
    database.truncate()
