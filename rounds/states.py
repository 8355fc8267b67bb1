"""The table of states: what of a round may change in each state, who sees it, and what it must hold.

Python and templates ask this table; the check constraints of `Round` and the SQL function
`rounds_state_allows` are generated from it (`rounds/state_functions.py`). Moves between states stand in
`rounds/steps/table.py` and its parts. A new state is one row here and one or more rows there, followed by
`script/manage makestatefunctions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The states of a round. Stored values never change: entries of the log name them."""

    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    FROZEN = "sealed", _("frozen")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    COUNTED = "counted", _("counted")
    CERTIFIED = "certified", _("certified")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")
    CANCELLED = "cancelled", _("cancelled")


class Actor(StrEnum):
    """People and processes that see a round or take its steps."""

    SECRETARY = "secretary"
    COMMITTEE = "committee"
    VOTER = "voter"
    READER = "reader"
    WORKER = "worker"
    CLOCK = "clock"


class Part(StrEnum):
    """What of a round can change."""

    CONFIGURATION = "configuration"
    MEETING = "meeting"  # what people are told of it: title, unit, campaign, rule set, place and times
    LINES = "lines"
    PAPERS = "papers"  # of the dossiers on the ballot; papers may be added in every state
    ROLL = "roll"
    TEAM = "team"
    ATTENDANCE = "attendance"


class Change(StrEnum):
    """How a part may change in a state."""

    FREELY = "freely"
    WITH_REASON = "with reason"
    NEVER = "never"


class Voting(StrEnum):
    """Where a state lies relative to the time in which ballots are taken."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Held(StrEnum):
    """What a round must hold in a state; each is a check constraint."""

    ANNOUNCEMENT = "announcement"
    CONFIGURATION = "configuration"
    BOX = "box"
    FINGERPRINT = "fingerprint"
    CANCEL_REASON = "cancel reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """One state. Parts that `changes` does not name never change in it."""

    state: State
    voting: Voting
    seen_by: frozenset[Actor]
    changes: Mapping[Part, Change] = field(default_factory=dict)
    holds: frozenset[Held] = frozenset()
    is_announced: bool = False  # people know of the round before its configuration is frozen
    is_live: bool = False  # voting is under way: keys and accounts of its people are protected
    may_be_deleted: bool = False
    is_first: bool = False
    is_void: bool = False  # the round does not count, as if it had not been held
    box_is_rewritten: bool = False  # the order of voting is removed from the rows of the box
    shows_dossiers: bool = True  # people who vote may read the dossiers


_STAFF = frozenset({Actor.SECRETARY})
_PEOPLE = _STAFF | {Actor.COMMITTEE, Actor.VOTER}
_READERS = _PEOPLE | {Actor.READER}
_ATTENDANCE = {Part.ATTENDANCE: Change.FREELY}
_PAPERS = {Part.PAPERS: Change.FREELY}  # nobody reads them any more
_FROZEN = frozenset({Held.CONFIGURATION})
_LOCKED = _FROZEN | {Held.BOX}
_CLOSED = _LOCKED | {Held.FINGERPRINT}

STATES: tuple[StateRow, ...] = (
    StateRow(
        state=State.DRAFT,
        voting=Voting.BEFORE,
        seen_by=_STAFF,
        changes=dict.fromkeys(Part, Change.FREELY),
        may_be_deleted=True,
        is_first=True,
    ),
    StateRow(
        state=State.ANNOUNCED,
        voting=Voting.BEFORE,
        seen_by=_STAFF | {Actor.VOTER},
        changes={
            Part.CONFIGURATION: Change.FREELY,
            Part.MEETING: Change.WITH_REASON,
            Part.LINES: Change.WITH_REASON,
            Part.PAPERS: Change.FREELY,
            Part.ROLL: Change.WITH_REASON,
            Part.TEAM: Change.FREELY,
            Part.ATTENDANCE: Change.FREELY,
        },
        holds=frozenset({Held.ANNOUNCEMENT}),
        is_announced=True,
    ),
    StateRow(
        state=State.FROZEN,
        voting=Voting.BEFORE,
        seen_by=_PEOPLE,
        changes=_ATTENDANCE,
        holds=_FROZEN,
        is_live=True,
    ),
    StateRow(
        state=State.OPEN,
        voting=Voting.DURING,
        seen_by=_PEOPLE,
        changes=_ATTENDANCE,
        holds=_LOCKED,
        is_live=True,
    ),
    StateRow(
        state=State.CLOSED,
        voting=Voting.AFTER,
        seen_by=_PEOPLE,
        changes={Part.ATTENDANCE: Change.WITH_REASON},
        holds=_CLOSED,
        is_live=True,
        box_is_rewritten=True,
    ),
    StateRow(state=State.COUNTED, voting=Voting.AFTER, seen_by=_PEOPLE, holds=_CLOSED),
    StateRow(state=State.CERTIFIED, voting=Voting.AFTER, seen_by=_READERS, holds=_CLOSED),
    StateRow(state=State.PUBLISHED, voting=Voting.AFTER, seen_by=_READERS, holds=_CLOSED),
    StateRow(
        state=State.ARCHIVED,
        voting=Voting.AFTER,
        seen_by=_READERS,
        changes=_PAPERS,
        holds=_CLOSED,
        shows_dossiers=False,
    ),
    StateRow(
        state=State.CANCELLED,
        voting=Voting.AFTER,
        seen_by=_PEOPLE,
        changes=_PAPERS,
        holds=frozenset({Held.CANCEL_REASON}),
        is_void=True,
        box_is_rewritten=True,
        shows_dossiers=False,
    ),
)
BY_STATE: Mapping[str, StateRow] = {row.state: row for row in STATES}


def may_change(state: str, part: Part, reason: str = "") -> bool:
    """Return whether `part` may change in `state`; a change that needs a reason needs it given."""
    change = BY_STATE[state].changes.get(part, Change.NEVER)
    return change == Change.FREELY or (change == Change.WITH_REASON and bool(reason))


def needs_reason(state: str, part: Part) -> bool:
    """Return whether `part` may change in `state` with a reason only."""
    return BY_STATE[state].changes.get(part) == Change.WITH_REASON


def changing(part: Part) -> list[str]:
    """Return the states in which `part` may change, freely or with a reason."""
    return [row.state for row in STATES if row.changes.get(part, Change.NEVER) != Change.NEVER]


def seen_by(actor: Actor) -> list[str]:
    """Return the states in which `actor` may see a round."""
    return [row.state for row in STATES if actor in row.seen_by]


def at(voting: Voting) -> list[str]:
    """Return the states that lie before, during or after the time in which ballots are taken."""
    return [row.state for row in STATES if row.voting == voting]


def holding(held: Held) -> list[str]:
    """Return the states in which a round must hold `held`."""
    return [row.state for row in STATES if held in row.holds]


def without(held: Held) -> list[str]:
    """Return the states in which a round need not hold `held`; for check constraints."""
    return [row.state.value for row in STATES if held not in row.holds]


def announced() -> list[str]:
    """Return the states in which people know of a round whose configuration may still change."""
    return [row.state for row in STATES if row.is_announced]


def live() -> list[str]:
    """Return the states in which the vote is under way, from the frozen configuration to the closed box."""
    return [row.state for row in STATES if row.is_live]


def void() -> list[str]:
    """Return the states of rounds that do not count."""
    return [row.state for row in STATES if row.is_void]


def hiding_dossiers() -> list[str]:
    """Return the states in which dossiers are no longer shown to people who vote."""
    return [row.state for row in STATES if not row.shows_dossiers]


def first() -> str:
    """Return the state in which every round begins."""
    return next(row.state for row in STATES if row.is_first)
