"""The data of a document, complete and immutable. Datetimes are aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from documents.letterhead import Heading, Signature
from results.outcomes import CountSheet, ThresholdBand


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedMeeting:
    """The meeting (hội nghị) at which the ballots were written."""

    title: str
    place: str
    begun: datetime | None = None
    opened: datetime  # the voting
    closed: datetime  # the box


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """A member of the counting team, with the printed role, such as `Trưởng ban`."""

    name: str
    role: str
    post: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptOfficial:
    """An exempt official with the reason."""

    name: str
    posts: tuple[str, ...] = ()
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The fingerprint of the box: Merkle root in hex, its short code, where to compare it.

    `code` is the election code that people compared before they voted.
    `statement` is the hash (hex) of the figures that members signed with their keys, if any did.
    """

    root: str
    short: str
    check_url: str
    code: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelNames:
    """The names of the three levels as the round's rule set prints them."""

    high: str = "Tín nhiệm cao"
    confidence: str = "Tín nhiệm"
    low: str = "Tín nhiệm thấp"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroStatement:
    """The head's confirmation that the locked box was empty."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLate:
    """A login card that was printed after freezing."""

    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAlone:
    """An act that takes two people and was done by one."""

    what: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesData:
    """The counting team's minutes. `certified` dates the file, whenever it is rendered."""

    heading: Heading
    subject: str
    meeting: PrintedMeeting
    team_label: str = "ban kiểm phiếu"
    team: tuple[TeamMember, ...]
    sheet: CountSheet
    levels: LevelNames = LevelNames()
    legal_basis: tuple[str, ...] = ()
    exempt: tuple[ExemptOfficial, ...] = ()
    fingerprint: Fingerprint
    opened_by: tuple[str, ...] = ()  # members whose decryption shares opened the box
    signed_by: tuple[str, ...] = ()  # members whose keys had signed the figures when certified
    zero: ZeroStatement | None = None
    present_before: int | None = None  # before a correction after closing
    late_cards: tuple[PrintedLate, ...] = ()
    # People whose card somebody else used, and the day on which they reported it.
    card_reports: tuple[tuple[str, date], ...] = ()
    alone: tuple[PrintedAlone, ...] = ()
    log: tuple[int, str] | None = None  # number and hash (hex) of the last link of the log at certification
    not_signed: tuple[tuple[str, str], ...] = ()  # name and reason of each member who had not
    copies: int = 3
    copies_to_superior: int = 2
    ended: datetime
    certified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """The report to the authority that manages the officials."""

    heading: Heading
    issued_at: str
    issued_on: date
    subject: str
    legal_basis: tuple[str, ...] = ()
    addressees: tuple[str, ...]
    meeting: PrintedMeeting
    sheet: CountSheet
    levels: LevelNames = LevelNames()
    thresholds: tuple[ThresholdBand, ...] = ()
    exempt: tuple[ExemptOfficial, ...] = ()
    other_places: tuple[str, ...] = ()
    managed_by: str = ""  # the authority, where others manage other officials of the meeting
    proposals: tuple[str, ...] = ()
    fingerprint: Fingerprint
    recipients: tuple[str, ...] = ()
    signature: Signature
    certified: datetime
