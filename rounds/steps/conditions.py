"""Conditions of rows besides the state. None of these functions makes a query."""

from rounds.models import Round
from rounds.states import State


def is_paused(round_: Round) -> bool:
    """Return whether the round is paused after a restore."""
    return round_.is_paused


def is_secret(round_: Round) -> bool:
    """Return whether the result is marked secret and therefore never published here."""
    return round_.marking == Round.Marking.SECRET


def is_publishable(round_: Round) -> bool:
    """Return whether the result is published here: it is neither secret nor that of a rehearsal."""
    return not is_secret(round_) and not round_.is_rehearsal


def is_last(round_: Round) -> bool:
    """Return whether only archiving is left to do; a rehearsal is deleted instead."""
    return (round_.state == State.PUBLISHED or is_secret(round_)) and not round_.is_rehearsal
