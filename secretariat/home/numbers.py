"""How many things of each kind wait for a user; all numbers are one query."""

from approvals.selectors import waiting_for
from common.counts import counts
from officials.models import User
from officials.selectors import roles_due
from rounds.matters import waiting_for_answers
from rounds.selectors import paused_rounds
from secretariat.getting_started import rounds_begun


def numbers_for(user: User) -> dict[str, int]:
    """Return the numbers that the home page tells; `begun` is 1 once a round of the user was frozen.

    `paused` rounds, `questions` to answer, and for people of the administration `approvals` and `roles_due`.
    """
    queries = {
        "paused": paused_rounds(user=user),
        "questions": waiting_for_answers(user=user),
        "begun": rounds_begun(user)[:1],
    }
    if user.is_staff:
        queries |= {"approvals": waiting_for(user=user), "roles_due": roles_due(user=user)}
    return counts(**queries)
