"""The secretariat's pages about votes and accounts."""

from rounds.admin.accounts import AccountAdmin
from rounds.admin.electors import ElectorAdmin
from rounds.admin.rounds import RoundAdmin
from rounds.admin.rulesets import CampaignAdmin, RuleSetAdmin

__all__ = ["AccountAdmin", "CampaignAdmin", "ElectorAdmin", "RoundAdmin", "RuleSetAdmin"]
