"""Leave to print a login card for a person of a frozen round: an act of `approvals`."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from audit.services import act
from officials.models import User
from rounds.accounts import accounts_to_change
from rounds.errors import RoundError
from rounds.models import CardPermit
from rounds.selectors import live_rounds_of
from rounds.services.card_printing import CANNOT_GET_ONE, lock_votes_of, require_possible


@transaction.atomic
def allow_card(*, account: User, actor: User) -> None:
    """Let one more card be printed in each frozen round of the person; repeating it does nothing.

    Raises `RoundError` for a person whom `actor` may not change, who has a password, or whose vote is closed.
    """
    if not accounts_to_change(user=actor).filter(pk=account.pk).exists():
        raise RoundError(CANNOT_GET_ONE)
    live = live_rounds_of({account.pk})
    require_possible([account], live)
    with act("card.allow", actor=actor, subject=account):
        CardPermit.objects.bulk_create(
            [CardPermit(round=round_, user=account, asked_by=actor) for round_ in live], ignore_conflicts=True
        )


def lock_for_cards(keys: Iterable[Any]) -> None:
    """Lock the rounds in which these accounts vote or count, so that none is frozen or closed meanwhile."""
    lock_votes_of({int(key) for key in keys})
