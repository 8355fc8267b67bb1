"""The admin pages of the secretariat."""

from secretariat.admin.accounts import AccountAdmin
from secretariat.admin.dossiers import DossierAdmin
from secretariat.admin.electors import ElectorAdmin
from secretariat.admin.officials import OfficialAdmin, UnitAdmin, UnitRoleAdmin
from secretariat.admin.person_requests import PersonRequestAdmin
from secretariat.admin.rounds import RoundAdmin
from secretariat.admin.rulesets import CampaignAdmin, RuleSetAdmin

__all__ = [
    "AccountAdmin",
    "CampaignAdmin",
    "DossierAdmin",
    "ElectorAdmin",
    "OfficialAdmin",
    "PersonRequestAdmin",
    "RoundAdmin",
    "RuleSetAdmin",
    "UnitAdmin",
    "UnitRoleAdmin",
]
