"""The page of a campaign as a list: export, saved filters, and rounds that are changed together."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.sheets import SheetForm
from officials.models import User
from rounds import campaign_selectors as selectors
from rounds.campaign_selectors import WantedRows
from rounds.models import Campaign
from rounds.told import begins
from secretariat.campaign.matrix import MatrixRow, rows_of
from secretariat.listing.selectors import saved_filters

PLACE = "campaign"  # of the saved filters; they are offered in every campaign
AT_ONCE = 500
Pair = tuple[int, UUID | None]


def list_context(*, user: User, campaign: Campaign, query: str, rounds: int, pages: int) -> dict[str, Any]:
    """Return what `admin/list_tools.html` and `admin/list_choice.html` need; one query.

    `rounds` is the number of rounds among the rows that match.
    """
    return {
        "exports": [
            (form.upper(), reverse("secretariat:campaign_export", args=[campaign.pk, form]))
            for form in SheetForm
        ],
        "choose_url": reverse("secretariat:campaign_choose", args=[campaign.pk]),
        "filters_url": reverse("secretariat:campaign_filters", args=[campaign.pk]),
        "list_query": query,
        "may_save_filters": True,
        "saved_filters": list(saved_filters(user=user, place=PLACE)),
        "may_edit_many": True,
        "cl": {"multi_page": pages > 1, "result_count": rounds},
    }


def headings() -> list[str]:
    return [
        *(_("Unit"), _("Superior unit"), _("Plan"), _("Round"), _("State"), _("Meeting begins"), _("Place")),
        *(_("On the ballot"), _("Not voted on"), _("Roll"), _("Team"), _("Dossiers"), _("Lacks")),
    ]


def cells(*, user: User, campaign: Campaign, pairs: Iterable[Pair]) -> Iterator[list[Any]]:
    """Yield the values of the rows, some hundred at a time."""
    for some in _parts(pairs):
        for row in rows_of(user, campaign, some):
            yield _cells(row)


def _parts(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    rows = list(pairs)
    for first in range(0, len(rows), AT_ONCE):
        yield rows[first : first + AT_ONCE]


def _cells(row: MatrixRow) -> list[Any]:
    above = row.unit.parent.name if row.unit.parent else ""
    if row.round is None:
        return [row.unit.name, above, row.plan, *[""] * 10]
    round_ = row.round
    return [
        *(row.unit.name, above, row.plan, round_.title, capfirst(str(round_.get_state_display()))),
        *(begins(round_), round_.place, round_.lines_held, round_.exempt_held),
        *(
            round_.roll_size,
            round_.team_size,
            round_.papers_held,
            ", ".join(str(link.text) for link in row.lacks),
        ),
    ]


def rounds_that_match(*, user: User, campaign: Campaign, wanted: WantedRows) -> list[UUID]:
    """Return ids of the rounds of all rows that match, in their order."""
    rows = selectors.rows_of_campaign(user=user, campaign=campaign, wanted=wanted)
    return [pk for _unit, pk in rows if pk]
