"""The last days of many rounds and campaigns at once: which are near, and which have passed.

Rounds with the same task on the same day are one row, so that a ministry reads a page and not a thousand.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from officials.models import User
from rounds import deadlines, states
from rounds.selectors import campaigns_for_secretary, rounds_for_secretary
from rounds.states import Voting

SOON = datetime.timedelta(days=30)
Rows = QuerySet[Any, Any]
MEETING, CAMPAIGN = "meeting", "campaign"
LABELS: dict[str, Promise] = {
    **dict(deadlines.STEPS),
    MEETING: _("The meeting is held"),
    CAMPAIGN: _("The campaign ends"),
}
# The papers that the officials owe: a day noted on the dossier says that the task is done.
NOTED_ON = {deadlines.FILED: "lines__dossier__filed_on", deadlines.SENT: "lines__dossier__sent_on"}


@dataclass(frozen=True, slots=True)
class LastDay:
    """A task that is due on one day: in one round, in several with the same meeting day, or in a campaign."""

    day: datetime.date
    task: str
    meeting: datetime.date | None
    number: int
    title: str
    state: str
    round_id: str
    owed: int

    @property
    def label(self) -> Promise:
        """The words for the task."""
        return LABELS[self.task]

    @property
    def is_draft(self) -> bool:
        """Whether the first round may still be changed."""
        return self.state == states.first()


def coming(user: User) -> Rows:
    """Return the tasks that are due within 30 days, the next first; `rows` makes them readable."""
    today = timezone.localdate()
    near = Q(day__range=(today, today + SOON))
    parts = [_tasks(user, task, near) for task, _label in deadlines.STEPS]
    return _in_order(*parts, _tasks(user, MEETING, near), _campaigns(user, near))


def late(user: User) -> Rows:
    """Return the tasks whose last day has passed and that are not done, the longest overdue first.

    Nothing says whether questions were sent and answered, so these two are never late.
    """
    passed = Q(day__lt=timezone.localdate())
    parts = [_tasks(user, task, passed) for task in NOTED_ON]
    return _in_order(*parts, _tasks(user, MEETING, passed), _campaigns(user, passed))


def rows(found: Iterable[Any]) -> Iterator[LastDay]:
    """Yield the rows of `coming` or `late`, or of a slice of them."""
    return (LastDay(*row) for row in found)


def _in_order(first: Rows, *others: Rows) -> Rows:
    return first.union(*others, all=True).order_by("day", "task", "title")


def _not_held() -> Q:
    return Q(state__in=states.at(Voting.BEFORE), is_rehearsal=False, opens_at__isnull=False)


def _tasks(user: User, task: str, when: Q) -> Rows:
    meeting = TruncDate("opens_at")
    day = ExpressionWrapper(meeting - _days_before(task), output_field=DateField())
    mine = rounds_for_secretary(user=user).select_related(None).order_by().filter(_not_held())
    undone, owed = _undone(task)
    grouped = mine.annotate(day=day, task=Value(task, CharField()), meeting=meeting).filter(when)
    counted = grouped.values("day", "task", "meeting").annotate(
        number=Count("pk", filter=undone, distinct=True),
        first_title=Min("title", filter=undone),
        first_state=Min("state", filter=undone),
        first_id=Min(Cast("pk", CharField()), filter=undone),
        owed=owed,
    )
    return _columns(counted.filter(number__gt=0))


def _days_before(task: str) -> Any:
    """Return the days of the rule set, for a frozen round of the copy it was frozen with."""
    if task == MEETING:
        return Value(0)
    copied = Cast(KeyTextTransform(task, "rule_set_copy"), IntegerField())
    return Coalesce(copied, F(f"rule_set__{task}"))


def _undone(task: str) -> tuple[Q, Any]:
    """Return which rounds have not done the task, and how many dossiers they lack for it."""
    if task not in NOTED_ON:
        return Q(pk__isnull=False), Value(0)
    lacks = Q(lines__isnull=False, **{f"{NOTED_ON[task]}__isnull": True})
    return lacks | Q(lines__isnull=True), Count("lines", filter=lacks)


def _campaigns(user: User, when: Q) -> Rows:
    mine = campaigns_for_secretary(user=user).select_related(None).order_by()
    waiting = Q(rounds__state__in=states.at(Voting.BEFORE), rounds__is_rehearsal=False)
    named = mine.annotate(day=F("ends_on"), task=Value(CAMPAIGN, CharField())).filter(when, waiting)
    counted = named.values("day", "task").annotate(
        meeting=Value(None, DateField()),
        number=Count("rounds"),
        first_title=F("name"),
        first_state=Value("", CharField()),
        first_id=Cast("pk", CharField()),
        owed=Value(0),
    )
    return _columns(counted)


def _columns(counted: Rows) -> Rows:
    named: Rows = counted.annotate(title=F("first_title"))
    return named.values_list("day", "task", "meeting", "number", "title", "first_state", "first_id", "owed")
