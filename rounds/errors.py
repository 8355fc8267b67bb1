"""Errors that services raise when they refuse; each carries the sentence that the user reads."""

from dataclasses import dataclass
from enum import StrEnum

from common.refusals import Refusal, Text


class Where(StrEnum):
    """Name of the place in the secretariat where a missing thing can be added or corrected.

    `secretariat.addresses` maps each name to an address.
    """

    GENERAL = "general"  # parts of a draft, in the order of its page
    LINES = "lines"
    ELECTORS = "electors"
    COMMITTEE = "committee"
    DESK = "desk"
    ACTION = "action"  # parts of the desk
    TEAM = "team"
    ATTENDANCE = "attendance"
    TURNOUT = "turnout"
    DOCUMENTS = "documents"
    LOG = "log"
    ACCOUNTS = "accounts"
    NO_ACCOUNT = "no_account"  # officials without an account
    PLACES = "places"  # officials at more places than the rules allow
    CARDS = "cards"  # where login cards are printed
    UNIT = "unit"  # `row` is the unit
    CAMPAIGN = "campaign"  # `row` is the campaign
    DOSSIER = "dossier"  # `row` is the dossier
    NEW_DOSSIER = "new_dossier"  # `row` is the official


@dataclass(frozen=True)
class Missing:
    """One thing that a round lacks: what it is, its remedy, and where to correct it.

    `where` is empty when no page can help; `row` is the primary key of the row to edit.
    """

    message: Text
    remedy: Text = ""
    where: Where | None = None
    row: int | None = None


class RoundError(Refusal):
    """A refusal about a round."""


class MoveRefused(RoundError):
    """A step was refused; `missing` lists everything that is missing at once."""

    def __init__(self, message: Text, missing: list[Missing]) -> None:
        super().__init__(message)
        self.missing = missing


class PlanRefused(RoundError):
    """A refusal about a plan, with what is missing."""

    def __init__(self, message: Text, missing: list[Missing] | None = None) -> None:
        super().__init__(message)
        self.missing = missing or []


class ReasonNeeded(RoundError):
    """A change to a round of which people know needs a reason."""


class Frozen(RoundError):
    """The configuration of a frozen round cannot be changed."""
