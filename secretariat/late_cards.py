"""Printing login cards where some of the people vote already: a second person is asked first."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction

from approvals import services as approvals
from approvals.selectors import needs_second, waiting_about
from officials.models import User
from rounds.accounts import units_of_accounts
from rounds.models import Round
from rounds.selectors import people_without_permit
from rounds.services.card_printing import PrintedCard

ACT = "card.allow"


@transaction.atomic
def cards_or_request(
    *, people: Collection[User], actor: User, give: Callable[[], list[PrintedCard]]
) -> list[PrintedCard] | None:
    """Return the cards that `give` makes, or None if a second person must confirm them first.

    Where one person is enough, it is recorded that the cards were printed alone.
    """
    lacking = people_without_permit([user.pk for user in people])
    late = [user for user in people if user.pk in lacking]
    if late and approvals.take(act=ACT, rows=late, actor=actor).is_waiting:
        return None
    return give()


def second_person(about: Round | User, user: User, people: Collection[int]) -> dict[str, Any]:
    """Return what a page says of the second person: requests that wait, and whether the next cards wait for one."""
    lacking = people_without_permit(people)
    return {
        "asked": [one for one in waiting_about(about) if one.act == ACT],
        "needs_second": bool(lacking) and needs_second(user=user, units=units_of_accounts(lacking)),
    }
