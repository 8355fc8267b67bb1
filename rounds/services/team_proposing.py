"""Propose the counting team of a round from its roll."""

from django.db import transaction

from officials.models import User
from rounds.locks import lock_round
from rounds.models import CommitteeMember, Round, RoundId
from rounds.proposals.teams import team_of
from rounds.selectors import roll
from rounds.services.configuring import members_in_order, require_editable, set_committee


@transaction.atomic
def propose_team(*, round_id: RoundId) -> int:
    """Make the counting team of the first people on the roll who are not voted on; return how many.

    A team that is there stays, and the answer is 0. Raises `Frozen` once the round is frozen.
    """
    people = _people(require_editable(lock_round(round_id)))
    if people:
        set_committee(round_id=round_id, members=people)
    return len(people)


def proposed_team(round_: Round) -> list[CommitteeMember]:
    """Return the rows of the team that `propose_team` makes, for a caller who holds the round locked and writes them."""
    return members_in_order(round_, _people(round_))


def _people(round_: Round) -> list[User]:
    if round_.committee.exists():
        return []
    judged = [line.official for line in round_.lines.select_related("official")]
    return team_of((elector.user for elector in roll(round_)), judged)
