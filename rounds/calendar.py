"""The last days of many rounds and campaigns at once: which are near, and which have passed.

Rounds with the same task on the same day are one row, so that a ministry reads a page and not a thousand.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Min, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from officials.models import User
from rounds import deadlines, states
from rounds.selectors import campaigns_for_secretary, rounds_for_secretary
from rounds.states import Part, Voting

SOON = datetime.timedelta(days=30)
MEETING, CAMPAIGN = "meeting", "campaign"
TASKS = tuple(name for name, _label in deadlines.STEPS)
LABELS: dict[str, Promise] = {
    **dict(deadlines.STEPS),
    MEETING: _("The meeting is held"),
    CAMPAIGN: _("The campaign ends"),
}
# The papers that the officials owe: a day noted on the dossier says that the task is done.
NOTED_ON = {deadlines.FILED: "lines__dossier__filed_on", deadlines.SENT: "lines__dossier__sent_on"}


@dataclass(frozen=True, slots=True, order=True)
class LastDay:
    """A task that is due on one day: in one round, in several with the same meeting day, or in a campaign."""

    day: datetime.date
    task: str
    title: str
    meeting: datetime.date
    number: int
    state: str
    round_id: str
    owed: int

    @property
    def label(self) -> Promise:
        """The words for the task."""
        return LABELS[self.task]

    @property
    def is_editable(self) -> bool:
        """Whether the first round may still be changed."""
        return states.may_change(self.state, Part.CONFIGURATION)


@dataclass(frozen=True, slots=True)
class LastDays:
    """What is late, the longest overdue first; and what is due within 30 days, the next first."""

    late: list[LastDay]
    coming: list[LastDay]


def last_days(user: User) -> LastDays:
    """Return the last days of the user's rounds and campaigns that are not held; two queries.

    Nothing says whether questions were sent and answered, so these two are never late.
    """
    today = timezone.localdate()
    found = sorted([*_tasks(user), *_campaigns(user)])
    untold = set(TASKS) - set(NOTED_ON)
    return LastDays(
        late=[row for row in found if row.day < today and row.task not in untold],
        coming=[row for row in found if today <= row.day <= today + SOON],
    )


def _tasks(user: User) -> Iterator[LastDay]:
    """Yield the tasks of every meeting day that is set."""
    for group in _meeting_days(user):
        meeting = group["meeting"]
        for task in (*TASKS, MEETING):
            kind = task if task in NOTED_ON else MEETING
            if group[f"{kind}_number"]:
                days = datetime.timedelta(days=group[task] if task in TASKS else 0)
                first = [group[f"{kind}_{name}"] for name in ("number", "state", "id", "owed")]
                yield LastDay(meeting - days, task, group[f"{kind}_title"], meeting, *first)


def _meeting_days(user: User) -> QuerySet[Any, dict[str, Any]]:
    """Return the meeting days of rounds that are not held, with the days of their rule sets as frozen."""
    mine = rounds_for_secretary(user=user).select_related(None).order_by()
    mine = mine.filter(_not_held(), is_rehearsal=False, opens_at__isnull=False)
    dated = mine.annotate(meeting=TruncDate("opens_at"), **{task: _days_before(task) for task in TASKS})
    parts = _undone(MEETING, Q(pk__isnull=False), Q(pk__isnull=True))
    for task, noted_on in NOTED_ON.items():
        lacks = Q(lines__isnull=False, **{f"{noted_on}__isnull": True})
        parts |= _undone(task, lacks | Q(lines__isnull=True), lacks)
    grouped: QuerySet[Any, dict[str, Any]] = dated.values("meeting", *TASKS).annotate(**parts)
    return grouped


def _not_held() -> Q:
    return Q(state__in=states.at(Voting.BEFORE))


def _days_before(task: str) -> Any:
    """Return the days of the rule set, for a frozen round of the copy it was frozen with."""
    copied = Cast(KeyTextTransform(task, "rule_set_copy"), IntegerField())
    return Coalesce(copied, F(f"rule_set__{task}"), output_field=IntegerField())


def _undone(task: str, undone: Q, lacks: Q) -> dict[str, Any]:
    """Return columns: the rounds that have not done the task, one of them, and how many dossiers they lack."""
    return {
        f"{task}_number": Count("pk", filter=undone, distinct=True),
        f"{task}_title": Min("title", filter=undone),
        f"{task}_state": Min("state", filter=undone),
        f"{task}_id": Min(Cast("pk", CharField()), filter=undone),
        f"{task}_owed": Count("lines", filter=lacks),
    }


def _campaigns(user: User) -> Iterator[LastDay]:
    """Yield the campaigns that end soon or have ended, while meetings of theirs are to be held."""
    mine = campaigns_for_secretary(user=user).select_related(None).order_by()
    near = mine.filter(ends_on__lte=timezone.localdate() + SOON)
    waiting = near.filter(rounds__state__in=states.at(Voting.BEFORE), rounds__is_rehearsal=False)
    for pk, ends_on, name, number in waiting.annotate(number=Count("rounds")).values_list(
        "pk", "ends_on", "name", "number"
    ):
        yield LastDay(ends_on, CAMPAIGN, name, ends_on, number, "", str(pk), 0)
