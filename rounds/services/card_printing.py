"""Print login cards: give people of a draft round a one-time code."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.models import User
from rounds.accounts import accounts_to_change, people_in_live_rounds
from rounds.errors import RoundError
from rounds.locks import lock_round
from rounds.login_cards import hash_of, new_code, without_password
from rounds.models import LoginCard, RoundEvent, RoundId
from rounds.services.configuring import require_draft

EVENT = "cards_printed"
LONGEST = datetime.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A person and the code, which exists only here and on the paper."""

    user: User
    code: str


@transaction.atomic
def give_cards(*, round_id: RoundId, actor: User, people: Iterable[int]) -> list[PrintedCard]:
    """Give new codes to these people (ids) and note their names in the log; earlier codes end.

    They are valid until voting is closed. Raises `RoundError` for people whom `actor` may not change or who
    have another way to log in, and `Frozen` once the round is frozen.
    """
    round_, asked = require_draft(lock_round(round_id)), set(people)
    mine = accounts_to_change(user=actor).values("pk")
    found = list(without_password(round_).filter(pk__in=asked).filter(pk__in=mine))
    if not asked or len(found) != len(asked) or people_in_live_rounds().filter(pk__in=asked).exists():
        raise RoundError(_("One of these people cannot get a card now. Load the page again."))
    cards, now = [PrintedCard(user, new_code()) for user in found], timezone.now()
    for card in cards:
        values = {"round": round_, "code_hash": hash_of(card.code), "printed_at": now}
        values["valid_until"] = max(round_.closes_at or now + LONGEST, now + datetime.timedelta(hours=1))
        LoginCard.objects.update_or_create(user=card.user, defaults=values)
    names = "; ".join(f"{card.user} ({card.user.username})" for card in cards)
    RoundEvent.objects.create(round=round_, event=EVENT, actor=actor, detail=names)
    return cards
