"""Content of a secretary's home page; a fixed number of queries for any number of rounds."""

from collections.abc import Sequence
from dataclasses import dataclass

from ballots.open_boxes import OpenBox, open_boxes
from officials.models import User
from operations import machinery
from operations.machinery import MachineryPart
from rounds import calendar
from rounds.calendar import LastDay
from rounds.selectors import rounds_for_secretary
from secretariat.home.waiting import WaitingKind, waiting_for

DAYS_SHOWN = 6  # deadlines that are near, and as many that have passed
OPEN_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Days:
    """The first deadlines of a list; `more` are on the page that shows them all."""

    shown: list[LastDay]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryHome:
    """Everything that the template prints beside the duties of each user."""

    waiting: list[WaitingKind]
    open: Sequence[OpenBox]
    more_open: int
    late: Days
    coming: Days
    parts: list[MachineryPart]

    @property
    def troubled(self) -> list[MachineryPart]:
        """The parts of the machinery that do not work."""
        return [part for part in self.parts if part.trouble]

    @property
    def pressing(self) -> list[MachineryPart]:
        """Those of them that must work before a meeting; they stand above everything else."""
        return [part for part in self.parts if part.trouble and part.trouble.is_pressing]

    @property
    def others(self) -> list[MachineryPart]:
        """Those of them that can wait until the meeting is over."""
        return [part for part in self.parts if part.trouble and not part.trouble.is_pressing]


def secretary_home(user: User) -> SecretaryHome:
    """Return what a secretary sees; for users that are secretary of a unit, or superusers."""
    days = calendar.last_days(user)
    boxes, total = open_boxes(rounds_for_secretary(user=user), OPEN_SHOWN)
    return SecretaryHome(
        waiting=list(waiting_for(user)),
        open=boxes,
        more_open=total - len(boxes),
        late=_first(days.late),
        coming=_first(days.coming),
        parts=machinery.parts(),
    )


def _first(rows: list[LastDay]) -> Days:
    return Days(rows[:DAYS_SHOWN], len(rows) > DAYS_SHOWN)
