"""The admin pages of the secretariat."""

from secretariat.admin.accounts import AccountAdmin
from secretariat.admin.dossiers import DossierAdmin
from secretariat.admin.electors import ElectorAdmin
from secretariat.admin.groups import GroupAdmin, MembershipAdmin
from secretariat.admin.officials import OfficialAdmin, UnitAdmin
from secretariat.admin.person_requests import PersonRequestAdmin
from secretariat.admin.plans import PlanAdmin
from secretariat.admin.posts import PostAdmin
from secretariat.admin.rounds import RoundAdmin
from secretariat.admin.rulesets import CampaignAdmin, RuleSetAdmin
from secretariat.admin.unit_roles import UnitRoleAdmin

__all__ = [
    "AccountAdmin",
    "CampaignAdmin",
    "DossierAdmin",
    "ElectorAdmin",
    "GroupAdmin",
    "MembershipAdmin",
    "OfficialAdmin",
    "PersonRequestAdmin",
    "PlanAdmin",
    "PostAdmin",
    "RoundAdmin",
    "RuleSetAdmin",
    "UnitAdmin",
    "UnitRoleAdmin",
]
