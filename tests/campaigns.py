"""A ministry with a campaign, whose departments a test adds."""

from officials.models import Unit
from rounds.models import Campaign
from tests.remembered import recalled_in_tests
from tests.roles import make_campaign, make_unit


def ministry_with_campaign() -> Campaign:
    """Return a campaign of a ministry without departments."""
    return recalled_in_tests("campaign of a ministry", _campaign, lambda made: made)


def _campaign() -> Campaign:
    return make_campaign(make_unit("Bộ Làng nghề"))


def part(campaign: Campaign, name: str) -> Unit:
    """Return a new department of the campaign's ministry."""
    return make_unit(name, parent=campaign.unit, authority=campaign.unit)
