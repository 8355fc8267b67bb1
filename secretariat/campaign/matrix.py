"""The rows of the page of a campaign: a unit with its round, its numbers, and what it lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.refusals import Text
from officials.models import Unit, User
from officials.selectors import units_for_secretary
from rounds import campaign_selectors as selectors
from rounds import steps
from rounds.campaign_selectors import LACKS, WITHOUT_ROUND, Lack, WantedRows
from rounds.errors import Where
from rounds.models import Campaign, Round
from rounds.proposals.meetings import plans_in_force
from rounds.states import State

PER_PAGE = 25
NO_ROUND = _("Units without a round")
# The part of the page of a draft where each thing is put right.
PARTS = {
    Lack.LINES: Where.LINES,
    Lack.ROLL: Where.ELECTORS,
    Lack.TEAM: Where.COMMITTEE,
    Lack.TIMES: Where.GENERAL,
    Lack.PLACE: Where.GENERAL,
    Lack.DOSSIERS: Where.LINES,
}


@dataclass(frozen=True, slots=True)
class WordsToPage:
    """Words that lead to a page."""

    text: Text
    url: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit with one of its rounds, or without any."""

    unit: Unit
    plan: str = ""  # number of the approved plan that holds for the unit
    round: Any = None  # a round of `rounds_with_numbers`
    url: str = ""
    lacks: tuple[WordsToPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """How many rows are in a state, and the filter that shows them."""

    label: Text
    number: int
    state: str


def matrix_page(
    *, user: User, campaign: Campaign, wanted: WantedRows, number: str | None
) -> tuple[Page[Any], list[MatrixRow], int]:
    """Return a page of the rows that are wanted, and how many rounds all pages hold; seven queries."""
    numbers = selectors.numbers_of_rows(user=user, campaign=campaign, wanted=wanted)
    found = selectors.rows_of_campaign(user=user, campaign=campaign, wanted=wanted)
    pages = Paginator(found, PER_PAGE)
    pages.count = numbers.rows
    page = pages.get_page(number)
    return page, rows_of(user, campaign, page), numbers.rounds


def rows_of(user: User, campaign: Campaign, pairs: Iterable[tuple[int, UUID | None]]) -> list[MatrixRow]:
    """Return the rows of (unit, round) pairs; six queries."""
    pairs = list(pairs)
    plans = plans_in_force(campaign, {unit for unit, _round in pairs})
    units = units_for_secretary(user=user).in_bulk([unit for unit, _round in pairs])
    rounds = selectors.rounds_with_numbers([pk for _unit, pk in pairs if pk])
    return [
        _row(units[unit], plans.get(unit, ""), rounds.get(pk) if pk else None)
        for unit, pk in pairs
        if unit in units
    ]


def _row(unit: Unit, plan: str, round_: Round | None) -> MatrixRow:
    if round_ is None:
        return MatrixRow(unit, plan)
    lacks = selectors.lacks_of(round_)
    return MatrixRow(unit, plan, round_, _page_of(round_), tuple(_link(round_, lack) for lack in lacks))


def _page_of(round_: Round) -> str:
    if round_.is_editable:
        return reverse("admin:rounds_round_change", args=[round_.pk])
    return reverse("secretariat:desk", args=[round_.pk])


def _link(round_: Round, lack: Lack) -> WordsToPage:
    draft = reverse("admin:rounds_round_change", args=[round_.pk])
    return WordsToPage(LACKS[lack], f"{draft}#{PARTS[lack]}")


def summary(*, user: User, campaign: Campaign) -> list[Number]:
    """Return how many units have no round, and how many rounds are in each state; zeros are left out."""
    by_state = selectors.numbers_by_state(user=user, campaign=campaign)
    numbers = [Number(capfirst(str(state.label)), by_state.get(state, 0), state.value) for state in State]
    without = selectors.units_without_round(user=user, campaign=campaign)
    return [one for one in (Number(NO_ROUND, without, WITHOUT_ROUND), *numbers) if one.number]


def next_page(numbers: list[Number]) -> str:
    """Return what comes next in a campaign: `create` rounds, `announce` them, or collect `dossiers`."""
    present = {one.state for one in numbers}
    if present & set(steps.states_of("announce")):
        return "announce"
    return "dossiers" if present & set(steps.states_of("withdraw_announcement")) else "create"
