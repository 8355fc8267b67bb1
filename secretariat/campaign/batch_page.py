"""What the page of a creation of rounds shows: its meetings with what is proposed, and how far the worker is."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import ngettext

from officials.models import User
from rounds import batch_selectors as selectors
from rounds.models import Batch, BatchItem, Round
from rounds.proposals.proposed import Proposed, proposed_for

PER_PAGE = 25
NAMED = 6  # rounds that the end of a batch names
State = BatchItem.State
NUMBERS = ("lines", "exempt", "voters", "members", "without_account")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A meeting of the batch with what is proposed or was written, in words."""

    item: BatchItem
    words: str
    remark: str
    url: str


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How many of the ticked meetings are done, and what came of them."""

    state: str
    done: int
    total: int
    made: int
    added: int
    same: int
    refused: int


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A page of the meetings of a batch."""

    batch: Batch
    page: Page[Any]
    rows: list[ItemRow]
    progress: BatchProgress
    lacking: list[Round] = field(default_factory=list)  # the first rounds whose rolls are not filled yet

    @property
    def rolls_url(self) -> str:
        """Where the rolls that are lacking are taken from a file; for a single round, its own."""
        address = reverse("secretariat:list_kind", args=["rolls"])
        return f"{address}?target={self.lacking[0].pk}" if len(self.lacking) == 1 else address


def batch_page(*, user: User, batch: Batch, number: str | None, text: str = "") -> BatchPage:
    """Return a page of the batch; before the start with what would be proposed now."""
    items = selectors.items_for_secretary(user=user, batch=batch, text=text)
    if not batch.may_start:
        items = items.filter(is_wanted=True)
    page = Paginator(items, PER_PAGE).get_page(number)
    shown = list(page)
    waiting = [item for item in shown if item.state == State.WAITING] if not batch.is_running else []
    proposed = {one.item.pk: one for one in proposed_for(batch, waiting)}
    rows = [_row(item, proposed.get(item.pk)) for item in shown]
    lacking = (
        [] if batch.is_prepared or batch.is_running else list(selectors.rounds_without_roll(batch)[:NAMED])
    )
    return BatchPage(batch, page, rows, progress_of(batch), lacking)


def progress_of(batch: Batch) -> BatchProgress:
    """Return how far the worker is; one query."""
    numbers = selectors.numbers_of_items(batch)
    total = sum(numbers.values())
    made, added, same, refused = (
        numbers.get(state, 0) for state in (State.MADE, State.ADDED, State.SAME, State.REFUSED)
    )
    return BatchProgress(
        batch.state, total - numbers.get(State.WAITING, 0), total, made, added, same, refused
    )


def _row(item: BatchItem, proposed: Proposed | None) -> ItemRow:
    if proposed is None:
        return ItemRow(item, in_words(item.numbers), item.reason, _round_url(item))
    remark = proposed.reason or item.reason
    return ItemRow(
        item,
        in_words(proposed.numbers),
        remark,
        reverse("secretariat:batch_item", args=[item.batch_id, item.pk]),
    )


def _round_url(item: BatchItem) -> str:
    if item.round is None:
        return ""
    page = "admin:rounds_round_change" if item.round.is_draft else "secretariat:desk"
    return reverse(page, args=[item.round.pk])


def in_words(numbers: dict[str, int]) -> str:
    """Return what is new in words, without zeros; "" if nothing is."""
    return ", ".join(_words(name, numbers[name]) for name in NUMBERS if numbers.get(name))


def _words(name: str, number: int) -> str:
    if name == "lines":
        words = ngettext("%d on the ballot", "%d on the ballot", number)
    elif name == "exempt":
        words = ngettext("%d exempt", "%d exempt", number)
    elif name == "voters":
        words = ngettext("%d on the roll", "%d on the roll", number)
    elif name == "members":
        words = ngettext("%d in the counting team", "%d in the counting team", number)
    else:
        words = ngettext("%d without an account", "%d without an account", number)
    return words % number
