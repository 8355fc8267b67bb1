"""Looking into the log of a round."""

from rounds.entries import RoundEntry, entries_of
from rounds.models import Round


def the_entry(round_: Round, event: str) -> RoundEntry:
    """Return the only entry of an event."""
    (found,) = entries_of(round_, event)
    return found
