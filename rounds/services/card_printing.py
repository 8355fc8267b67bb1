"""Print login cards: give people a one-time code, and note it where others see it."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.services import note
from common.happenings import happened
from officials.accounts import notices
from officials.models import User
from rounds.accounts import accounts_to_change
from rounds.errors import RoundError
from rounds.locks import lock_rounds
from rounds.login_cards import before_closing, hash_of, new_code
from rounds.models import LateCard, LoginCard, Round, RoundId
from rounds.selectors import live_rounds_of, people_to_print_for, people_without_permit
from rounds.services.noting import note_event, stating
from rounds.states import Voting, at

EVENT = "cards_printed"
CANNOT_GET_ONE = gettext_lazy("One of these people cannot get a card now. Load the page again.")
LONGEST = datetime.timedelta(days=60)
FOR_AN_ACCOUNT = datetime.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A person and the code, which exists only here and on the paper."""

    user: User
    code: str


@transaction.atomic
def give_cards(*, round_id: RoundId, actor: User, people: Iterable[int]) -> list[PrintedCard]:
    """Give new codes to these people (ids) of a round and note their names in its log; earlier codes end.

    They are valid until voting is closed. Raises `RoundError` for people whom `actor` may not change, who
    have another way to log in or no recorded fact, who vote and have no permit (`card_permits`), and once voting is
    closed.
    """
    asked = set(people)
    lock_votes_of(asked, round_id)
    round_ = Round.objects.get(pk=round_id)
    if round_.state not in before_closing():
        raise RoundError(_("Voting is closed, so no login card is printed any more."))
    return _print(people_to_print_for(round_), asked, actor, round_)


@transaction.atomic
def give_card(*, account: User, actor: User) -> PrintedCard:
    """Give a new code to one person of no particular round; valid for `FOR_AN_ACCOUNT`. Raises as `give_cards`."""
    lock_votes_of({account.pk})
    [card] = _print(User.objects.filter(is_active=True), {account.pk}, actor, None)
    note("card.print", actor=actor, subject=account)
    return card


def lock_votes_of(people: Collection[int], round_id: RoundId | None = None) -> None:
    """Lock every round in which one of the people votes or counts, so that none is frozen or closed meanwhile."""
    ids: set[RoundId] = {round_.pk for round_ in live_rounds_of(people)}
    lock_rounds(ids | ({round_id} if round_id else set()))


def _print(able: QuerySet[User], asked: set[int], actor: User, round_: Round | None) -> list[PrintedCard]:
    mine = accounts_to_change(user=actor).values("pk")
    found = list(able.filter(pk__in=asked).filter(pk__in=mine).exclude(identity_hash=""))
    live = live_rounds_of(asked)
    if not asked or len(found) != len(asked):
        raise RoundError(CANNOT_GET_ONE)
    require_possible(found, live)
    if people_without_permit(asked):
        raise RoundError(_("After freezing a login card takes two people. Ask for it first."))
    cards, now = [PrintedCard(user, new_code()) for user in found], timezone.now()
    for late, people in live.items():
        theirs = [card for card in cards if card.user.pk in people]
        _note_late(late, theirs, actor, now)
    for card in cards:
        values = {"round": round_, "code_hash": hash_of(card.code), "printed_at": now, "failures": 0}
        values |= {"is_over": False, "used_on": None}
        values["valid_until"] = _until(round_, now)
        LoginCard.objects.update_or_create(user=card.user, defaults=values)
        notices.tell_of_card(account=card.user, actor=actor)
    if round_ and round_ not in live:
        note_event(round_, EVENT, actor=actor, detail=_names(cards))
    return cards


def require_possible(people: list[User], live: Mapping[Round, set[int]]) -> None:
    """Raise `RoundError` if a vote of these people is closed and not counted, or one who votes now has a password."""
    if any(round_.state in at(Voting.AFTER) for round_ in live):
        raise RoundError(
            _("A vote of this person is closed and not counted yet. Until then no card is printed.")
        )
    voting = set[int]().union(*live.values())
    if any(user.pk in voting and user.has_usable_password() for user in people):
        raise RoundError(
            _(
                "This person votes or counts in a round that is frozen and has a password, so no card is printed. "
                "If the password is forgotten, turn to the keeper of the system."
            )
        )


def _until(round_: Round | None, now: datetime.datetime) -> datetime.datetime:
    if round_ is None:
        return now + FOR_AN_ACCOUNT
    return max(round_.closes_at or now + LONGEST, now + datetime.timedelta(hours=1))


def _note_late(round_: Round, cards: list[PrintedCard], actor: User, now: datetime.datetime) -> None:
    """Note the cards of people of a frozen or open round for its counting team, and in the log."""
    with stating(round_, EVENT, actor=actor, detail=_names(cards)):
        made = LateCard.objects.bulk_create(
            LateCard(round=round_, user=card.user, printed_by=actor, printed_at=now) for card in cards
        )
    happened("round.late_cards", round_=round_, cards=made)


def _names(cards: list[PrintedCard]) -> str:
    return "; ".join(f"{card.user} ({card.user.username})" for card in cards)
