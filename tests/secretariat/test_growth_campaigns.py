"""The pages of a campaign cost the same with twice the rows."""

import pytest

from benchmarks import visits
from benchmarks.visits import Visit
from tests.growth import Grown, stays

PAGES = visits.CAMPAIGNS


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_does_not_grow(grown: Grown, page: Visit) -> None:
    stays(grown, page)
