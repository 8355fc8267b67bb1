"""Login cards for people of a frozen round, as a secretary alone in the unit prints them."""

from approvals import services as approvals
from officials.models import User
from rounds.models import Round
from rounds.services.card_printing import PrintedCard, give_cards


def allow(actor: User, *people: User) -> None:
    """Take leave to print a card for each of them."""
    asked = approvals.take(act="card.allow", rows=people, actor=actor)
    assert not asked.is_waiting


def late_cards(round_: Round, actor: User, *people: User) -> list[PrintedCard]:
    allow(actor, *people)
    return give_cards(round_id=round_.pk, actor=actor, people=[user.pk for user in people])
