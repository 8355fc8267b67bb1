"""What people know of an announced round, and how it differs after a change."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rounds.models import Elector, Line, Round

# Columns of a round that people are told: they change with a reason once it is announced (`Part.MEETING`).
MEETING = (
    *("campaign_id", "unit_id", "rule_set_id", "title"),
    *("place", "meets_at", "opens_at", "closes_at"),
)
POSTPONE_INSTEAD = _(
    "People know when this meeting begins. Its beginning and its day are changed by postponing it, which takes two "
    "people."
)


def begins(round_: Round) -> datetime.datetime | None:
    """Return when people come: the beginning of the meeting, else the opening of the vote."""
    return round_.meets_at or round_.opens_at


def is_moved(before: Round, after: Round) -> bool:
    """Return whether the meeting begins at another moment, or its vote opens on another day."""
    return begins(before) != begins(after) or _day(before.opens_at) != _day(after.opens_at)


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None


@dataclass(frozen=True, slots=True)
class Known:
    """The list and the roll as people know them: official → posts printed (ids), and accounts (ids)."""

    lines: dict[int, frozenset[int]]
    roll: frozenset[int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change did: officials and accounts by their ids."""

    added: frozenset[int]
    removed: frozenset[int]
    other_posts: frozenset[int]
    joined: frozenset[int]
    left: frozenset[int]

    @property
    def is_of_ballot(self) -> bool:
        """Whether the list of those who are voted on is another one."""
        return bool(self.added or self.removed or self.other_posts)


def known_of(round_: Round) -> Known:
    """Return what people know of a round now; two queries."""
    lines: dict[int, set[int]] = {}
    rows = Line.objects.filter(round=round_).values_list("official", "linepost__post")
    for official, post in rows:
        lines.setdefault(official, set()).update({post} - {None})
    roll = Elector.objects.filter(round=round_).values_list("user", flat=True)
    return Known({official: frozenset(posts) for official, posts in lines.items()}, frozenset(roll))


def difference(before: Known, after: Known) -> Difference:
    """Return what changed between two moments."""
    both = before.lines.keys() & after.lines.keys()
    return Difference(
        added=frozenset(after.lines.keys() - both),
        removed=frozenset(before.lines.keys() - both),
        other_posts=frozenset(one for one in both if before.lines[one] != after.lines[one]),
        joined=after.roll - before.roll,
        left=before.roll - after.roll,
    )
