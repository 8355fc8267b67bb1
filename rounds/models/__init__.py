"""Rule sets, campaigns, rounds, lines, rolls and counting teams."""

from rounds.models.attendance import Attendance
from rounds.models.batches import Batch, BatchItem, Proposal
from rounds.models.campaigns import Campaign
from rounds.models.cards import CardPermit, CardReport, LateCard, LoginCard
from rounds.models.dossier_filings import Access, Filing, Matter
from rounds.models.lines import Exemption, Line, LinePost
from rounds.models.people import CommitteeMember, Elector
from rounds.models.place_decisions import PlaceDecision
from rounds.models.plan_documents import PlanDocument
from rounds.models.plans import GroupKind, Plan, PlanMeeting, PlanVersion
from rounds.models.rounds import Level, Round, RoundId
from rounds.models.rulesets import RuleSet, Threshold

__all__ = [
    "Access",
    "Attendance",
    "Batch",
    "BatchItem",
    "Campaign",
    "CardPermit",
    "CardReport",
    "CommitteeMember",
    "Elector",
    "Exemption",
    "Filing",
    "GroupKind",
    "LateCard",
    "Level",
    "Line",
    "LinePost",
    "LoginCard",
    "Matter",
    "PlaceDecision",
    "Plan",
    "PlanDocument",
    "PlanMeeting",
    "PlanVersion",
    "Proposal",
    "Round",
    "RoundId",
    "RuleSet",
    "Threshold",
]
