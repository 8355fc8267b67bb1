"""What else waits for a secretary: one provider for each kind, each with few rows and a fixed number of queries.

A new kind is a function and a line in `PROVIDERS`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.refusals import Text
from notices.models import Notice
from notices.selectors import not_reached, notices_for_secretary
from officials.models import User
from rounds.selectors import number_of

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


def notices_not_reached(user: User) -> WaitingKind | None:
    """Return the notices that reach nobody without a clerk, the oldest first; one query."""
    found = not_reached(notices_for_secretary(user=user)).filter(printed_on=None)
    first = found.select_related(None).only("name", "kind", "state").order_by("created_at", "pk")
    rows = list(first.annotate(total=number_of(found))[:SHOWN])
    if not rows:
        return None
    return WaitingKind(
        code="notices",
        title=_("Notices that did not arrive"),
        rows=[_notice(row) for row in rows],
        total=rows[0].total,
        url=f"{reverse('secretariat:notice_list')}?state=not-reached",
    )


def _notice(row: Notice) -> Waiting:
    text = f"{row.name}: {row.get_kind_display()}, {row.get_state_display()}"
    return Waiting(text, reverse("secretariat:notice", args=[row.pk]), _("Look"))


Provider = Callable[[User], WaitingKind | None]
PROVIDERS: list[Provider] = [notices_not_reached]


def waiting_for(user: User) -> Iterator[WaitingKind]:
    """Yield what waits for a user, kind by kind."""
    for provider in PROVIDERS:
        if kind := provider(user):
            yield kind
