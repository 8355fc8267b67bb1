"""What else waits for a secretary: one provider for each kind, each with few rows and a fixed number of queries.

A new kind is a function and a line in `PROVIDERS`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from officials.models import User

Text = str | Promise
SHOWN = 5  # rows of one kind


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, with the page where it is done."""

    text: Text
    url: str
    link: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingKind:
    """The first things of one kind; `total` counts them all, and `url` is the page that lists them."""

    code: str
    title: Text
    rows: Sequence[Waiting]
    total: int
    url: str = ""

    @property
    def shown(self) -> Sequence[Waiting]:
        """The rows that the page shows, however many the provider gave."""
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        """How many things are not shown."""
        return max(0, self.total - len(self.shown))


Provider = Callable[[User], WaitingKind | None]
PROVIDERS: list[Provider] = []


def waiting_for(user: User) -> Iterator[WaitingKind]:
    """Yield what waits for a user, kind by kind."""
    for provider in PROVIDERS:
        if kind := provider(user):
            yield kind
