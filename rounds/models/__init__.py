"""Rule sets, campaigns, rounds, lines, rolls and counting teams."""

from rounds.models.campaigns import Campaign
from rounds.models.cards import CardReport, LateCard, LoginCard
from rounds.models.lines import Exemption, Line, LinePost
from rounds.models.people import CommitteeMember, Elector
from rounds.models.rounds import Attendance, Level, Round, RoundId
from rounds.models.rulesets import RuleSet, Threshold

__all__ = [
    "Attendance",
    "Campaign",
    "CardReport",
    "CommitteeMember",
    "Elector",
    "Exemption",
    "LateCard",
    "Level",
    "Line",
    "LinePost",
    "LoginCard",
    "Round",
    "RoundId",
    "RuleSet",
    "Threshold",
]
