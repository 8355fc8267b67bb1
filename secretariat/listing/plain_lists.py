"""Lists that have pages of their own, outside the administration, as tables for a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from approvals.models import ApprovalRequest
from common.sheets import SheetForm
from notices.models import Notice
from officials.models import UnitRole

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class PlainList:
    """A list: its name, which is that of the file, its headings, its rows, and the values of a row."""

    name: str
    headings: Sequence[str]
    rows: QuerySet[Any]
    cells: Callable[[Any], Sequence[Any]]

    def table(self) -> list[Sequence[Any]]:
        """Return the values of all rows, read a thousand at a time."""
        return [self.cells(row) for row in self.rows.iterator(chunk_size=CHUNK)]


def exports(view: str) -> list[tuple[str, str]]:
    """Return the forms of a file with the addresses from which a list comes in them."""
    return [(form.upper(), reverse(view, args=[form])) for form in SheetForm]


def notices_list(rows: QuerySet[Notice]) -> PlainList:
    """Return notices with where each stands; their texts are for their people only."""
    headings = [
        _("Person"),
        _("Notice"),
        capfirst(_("round")),
        capfirst(_("unit")),
        pgettext("notice", "State"),
        _("Changed"),
    ]
    return PlainList(_("All notices"), headings, rows, _notice)


def _notice(row: Notice) -> Sequence[Any]:
    round_ = row.round.title if row.round else ""
    kind, state = capfirst(row.get_kind_display()), capfirst(row.get_state_display())
    return row.name, kind, round_, row.unit.name, state, row.changed_at


def approvals_list(rows: QuerySet[ApprovalRequest]) -> PlainList:
    """Return requests for a second person, and acts that one person did alone."""
    headings = [
        _("What"),
        _("For"),
        _("Asked by"),
        _("Asked at"),
        _("Reason"),
        _("State"),
        _("Decided by"),
        _("Decided at"),
        pgettext("request", "Answer"),
    ]
    return PlainList(_("Requests for a second person"), headings, rows, _request)


def _request(row: ApprovalRequest) -> Sequence[Any]:
    return (
        str(row.words),
        "; ".join(str(one["name"]) for one in row.shown),
        str(row.asked_by),
        row.asked_at,
        row.reason,
        capfirst(row.get_state_display()),
        str(row.decided_by or ""),
        row.decided_at,
        row.answer,
    )


def rights_list(rows: QuerySet[UnitRole]) -> PlainList:
    """Return the roles in units, with their days."""
    headings = [
        capfirst(_("unit")),
        _("Person"),
        capfirst(_("role")),
        capfirst(_("deputy for")),
        capfirst(_("from")),
        capfirst(_("until")),
        capfirst(_("reviewed on")),
        _("Due for the yearly review"),
    ]
    return PlainList(_("Who may do what"), headings, rows, _role)


def _role(row: UnitRole) -> Sequence[Any]:
    return (
        row.unit.name,
        str(row.user),
        capfirst(row.get_role_display()),
        str(row.deputy_for or ""),
        row.starts_on,
        row.ends_on,
        row.reviewed_on,
        _("yes") if row.is_review_due else _("no"),
    )
