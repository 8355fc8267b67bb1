"""The times in which a round issues ballots and its box takes them (docs/protocol.md §6.1).

Issuing ends at the closing time or when the secretary ends it, whichever comes first. Ballots
already issued may be cast during the grace period that follows. A recorded end stays even if the
clock is set back later. A paused round neither issues ballots nor takes them.
"""

import datetime

from rounds.models import Round
from rounds.states import Voting, at

_STATES = ", ".join(f"'{state}'" for state in at(Voting.DURING))
# `takes_ballots` in SQL, for a statement that checks and inserts at once; the parameter is the time.
TAKES_BALLOTS = f"""
state IN ({_STATES}) AND NOT is_paused AND (
  COALESCE(issuing_ended_at, closes_at) IS NULL
  OR %s < GREATEST(COALESCE(issuing_ended_at, closes_at), resumed_at) + grace_seconds * interval '1 second')
"""


def issues(round_: Round, now: datetime.datetime) -> bool:
    """Return whether the round issues ballots now."""
    is_on = _is_on(round_) and round_.issuing_ended_at is None
    return is_on and (round_.closes_at is None or now < round_.closes_at)


def casting_ends_at(round_: Round) -> datetime.datetime | None:
    """Return the time after which the box takes no ballots; None while no end is set."""
    ended = round_.issuing_ended_at or round_.closes_at
    if ended and round_.resumed_at:
        # Voters who could not cast while the server was away get the grace period again.
        ended = max(ended, round_.resumed_at)
    return ended and ended + datetime.timedelta(seconds=round_.grace_seconds)


def takes_ballots(round_: Round, now: datetime.datetime) -> bool:
    """Return whether the box takes ballots now."""
    end = casting_ends_at(round_)
    return _is_on(round_) and (end is None or now < end)


def _is_on(round_: Round) -> bool:
    return round_.is_during and not round_.is_paused
