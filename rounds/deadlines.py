"""The days on which papers are due before a meeting, and what is late. A warning, never a refusal.

The regulation sets the days (docs/domain.md §3.1); whether a vote without a
dossier or with a late one may be held is for the meeting to decide, not for the program.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import filled
from officials.models import Dossier
from rounds.errors import Missing, Where
from rounds.frozen import frozen_configuration, is_frozen
from rounds.models import Line, Round
from rounds.read_once import lines_of, with_papers_at_hand

FILED, SENT = "dossier_due_days", "dossier_sent_days"
STEPS: list[tuple[str, Promise]] = [
    (FILED, gettext_lazy("The officials file their dossiers")),
    (SENT, gettext_lazy("The dossiers reach every voter")),
    ("questions_due_days", gettext_lazy("Matters to clarify are sent to the officials")),
    ("answers_due_days", gettext_lazy("The officials answer")),
]
LATE = {
    FILED: gettext_lazy("%(name)s filed the dossier on %(day)s; it was due on %(due)s."),
    SENT: gettext_lazy("The dossier of %(name)s went to voters on %(day)s; it was due on %(due)s."),
}
NOT_NOTED = {
    FILED: gettext_lazy("No day of filing is noted for the dossier of %(name)s; it was due on %(due)s."),
    SENT: gettext_lazy(
        "No day is noted on which the dossier of %(name)s went to voters; it was due on %(due)s."
    ),
}


@dataclass(frozen=True)
class Deadline:
    """The last day of one task, counted back from the day of the meeting."""

    label: str
    day: datetime.date
    is_over: bool


def deadlines(round_: Round) -> list[Deadline]:
    """Return the tasks with their last days; [] while the day of the meeting is not set."""
    days = last_days(round_)
    today = timezone.localdate()
    return [Deadline(str(label), days[name], days[name] < today) for name, label in STEPS if days]


def late_papers(round_: Round) -> list[Missing]:
    """Return what voters lack or received late, line by line; one query for any number of lines."""
    found = round_.lines.select_related("official", "dossier").order_by("position")
    lines, days = lines_of(round_, with_papers_at_hand(found)), last_days(round_)
    words = (
        {line.position: line.name for line in frozen_configuration(round_).lines} if is_frozen(round_) else {}
    )
    named = ((line, words.get(line.position, str(line.official))) for line in lines)
    return [warning for line, name in named for warning in _line(round_, line, name, days)]


def last_days(round_: Round) -> dict[str, datetime.date]:
    """Return field of the rule set → last day; a frozen round keeps the rules it was frozen with."""
    if not round_.opens_at:
        return {}
    meeting = timezone.localdate(round_.opens_at)
    rules = round_.rule_set_copy or {name: getattr(round_.rule_set, name) for name, _label in STEPS}
    return {name: meeting - datetime.timedelta(days=rules[name]) for name, _label in STEPS}


def _line(round_: Round, line: Line, official: str, days: dict[str, datetime.date]) -> Iterator[Missing]:
    name, dossier = {"name": official}, line.dossier
    if dossier is None:
        text = _("%(name)s has no dossier; voters have nothing to read.")
        yield _no_dossier(round_, line, filled(text, name))
        return
    if not line.has_documents:  # type: ignore[attr-defined]
        text = _("The dossier of %(name)s contains no document; voters have nothing to read.")
        yield Missing(filled(text, name), _("Upload the documents."), Where.DOSSIER, dossier.pk)
    if days:
        for step in (FILED, SENT):
            yield from _late(dossier, step, days[step], name)


def _no_dossier(round_: Round, line: Line, text: str) -> Missing:
    """Return the warning with its remedy: make a dossier, or choose an existing one; none once frozen."""
    if not round_.is_editable:
        return Missing(text)
    if line.has_dossiers:  # type: ignore[attr-defined]
        return Missing(text, _("Choose the dossier in the line."), Where.LINES)
    remedy = _("Make the dossier, then choose it in the line.")
    return Missing(text, remedy, Where.NEW_DOSSIER, line.official_id)


def _late(dossier: Dossier, step: str, due: datetime.date, name: Mapping[str, object]) -> Iterator[Missing]:
    day = dossier.filed_on if step == FILED else dossier.sent_on
    values = {**name, "due": date_format(due), "day": date_format(day) if day else ""}
    if day and day > due:
        yield Missing(filled(str(LATE[step]), values))
    elif not day and due < timezone.localdate():
        yield Missing(filled(str(NOT_NOTED[step]), values), _("Enter the day."), Where.DOSSIER, dossier.pk)
