"""Announce, freeze or postpone many rounds as one act: words, and the rounds that can take the step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from common.refusals import Refusal
from officials.models import User
from rounds import steps
from rounds.errors import Missing
from rounds.models import Campaign, Round
from rounds.selectors import rounds_for_secretary, rounds_to_take
from secretariat.finding_rounds import rounds_found

WHERE_FOUND = ("search_key", "unit__search_key", "campaign__search_key")
CHANGED = _("One of these rounds has been changed meanwhile. Look at the list again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The words of one act on many rounds; `done` takes a number."""

    step: str
    heading: Promise
    rounds: Promise
    title: Promise
    text: Promise
    button: Promise
    done: Any
    asks_day: bool = False


KINDS: Mapping[str, Together] = {
    kind.step: kind
    for kind in (
        Together(
            step="announce",
            heading=_("Announce several meetings"),
            rounds=_("These meetings are announced"),
            title=_("People are told at once"),
            text=_(
                "Everybody on the rolls is summoned and can read the list and the dossiers. Afterwards these change with "
                "a reason only."
            ),
            button=_("Announce the meetings that are ticked"),
            done=ngettext_lazy("%d meeting is announced.", "%d meetings are announced."),
        ),
        Together(
            step="freeze",
            heading=_("Freeze several rounds"),
            rounds=_("These rounds are frozen"),
            title=_("Freezing cannot be undone"),
            text=_("Afterwards nothing can be changed; the round can only be cancelled with a reason."),
            button=_("Freeze the rounds that are ticked"),
            done=ngettext_lazy("%d round is frozen.", "%d rounds are frozen."),
        ),
        Together(
            step="postpone",
            heading=_("Postpone several meetings"),
            rounds=_("These meetings are postponed"),
            title=_("People are told at once"),
            text=_("Each meeting keeps its hour. Everybody on the rolls is told the new day and the reason."),
            button=_("Postpone the meetings that are ticked"),
            done=ngettext_lazy("%d meeting is postponed.", "%d meetings are postponed."),
            asks_day=True,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A round to which the act does not apply now, and what it lacks."""

    round: Round
    missing: list[Missing]


def found_rounds(*, user: User, step: str, text: str, campaign: Campaign | None = None) -> QuerySet[Round]:
    """Return the secretary's rounds that can take the step, with the words of `text` in round, unit or campaign, or on that day.

    With `campaign`, those of this campaign only.
    """
    rounds = rounds_to_take(user=user, step=step)
    if campaign is not None:
        rounds = rounds.filter(campaign=campaign)
    return rounds_found(rounds, text, *WHERE_FOUND)


def chosen_rounds(*, user: User, step: str, keys: list[str]) -> list[Round]:
    """Return these rounds in the order of their meetings. Raises `Refusal` if one of them cannot take the step now."""
    found = list(rounds_to_take(user=user, step=step).filter(pk__in=keys))
    if len(found) != len(keys):
        raise Refusal(str(CHANGED))
    return found


def split(*, user: User, step: str, rounds: Iterable[Round]) -> tuple[list[Round], list[LeftOut]]:
    """Return the rounds that can take the step now, and the others with what they lack."""
    keys = [round_.pk for round_ in rounds]
    guard = steps.binding(step).guard
    looked_at = [
        LeftOut(round_, guard(round_)) for round_ in rounds_for_secretary(user=user).filter(pk__in=keys)
    ]
    ready = [one.round for one in looked_at if not one.missing]
    return ready, [one for one in looked_at if one.missing]
