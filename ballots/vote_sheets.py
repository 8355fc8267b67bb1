"""The part of the voter's page that is the same for all voters of a round, rendered once per process.

It is rendered without a request from the arguments alone, and they are the key under which it is kept. So
it can hold nothing of a voter, and a round that moves on, or whose end is set, gets another one.
"""

import datetime
import functools
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ballots.vote_page import PrintedBallot
from rounds.models import Round

# Some 30 kB for ten lines.
MOST_KEPT = 128


@dataclass(frozen=True, slots=True)
class ShownRound:
    """What the ballot shows of a round, and whether ballots are marked, read or neither."""

    title: str
    election_id: str | None
    is_before: bool
    is_during: bool


@dataclass(frozen=True, slots=True)
class Sheets:
    """The rendered parts: what stands above the situation of the round, and the ballot with its receipt."""

    opening: SafeString
    ballot: SafeString


def sheets(round_: Round, paper: PrintedBallot, ends_at: datetime.datetime | None) -> Sheets:
    """Return the parts for marking or reading, in the language of the request."""
    shown = ShownRound(round_.title, round_.election_id, round_.is_before, round_.is_during)
    language = get_language()
    return Sheets(rendered_opening(language), rendered_ballot(shown, paper, ends_at, language))


@functools.cache
def rendered_opening(language: str | None) -> SafeString:
    """Return what stands above the situation; `language` is the one in use."""
    return render_to_string("ballots/vote_opening.html")


@functools.lru_cache(maxsize=MOST_KEPT)
def rendered_ballot(
    round_: ShownRound, paper: PrintedBallot, ends_at: datetime.datetime | None, language: str | None
) -> SafeString:
    """Return the ballot; `language` is the one in use."""
    context = {"round": round_, "paper": paper, "ends_at": ends_at}
    return render_to_string("ballots/vote_ballot.html", context)
