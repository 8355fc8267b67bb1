"""Each place that a missing thing may name has an address."""

from uuid import UUID

import pytest

from rounds.errors import Missing, Where
from rounds.models import Round
from secretariat.addresses import address_of

ROUND = Round(pk=UUID(int=1))
DRAFT, DESK = f"/admin/rounds/round/{ROUND.pk}/change/", f"/desk/{ROUND.pk}/"
EXPECTED = {
    Where.GENERAL: DRAFT,
    Where.LINES: f"{DRAFT}#lines",
    Where.ELECTORS: f"{DRAFT}#electors",
    Where.COMMITTEE: f"{DRAFT}#committee",
    Where.CARDS: f"{DESK}login-cards/",
    Where.DESK: DESK,
    Where.ACTION: f"{DESK}#desk-action",
    Where.TEAM: f"{DESK}#desk-team",
    Where.ATTENDANCE: f"{DESK}#desk-attendance",
    Where.TURNOUT: f"{DESK}#desk-turnout",
    Where.DOCUMENTS: f"{DESK}#desk-documents",
    Where.LOG: f"{DESK}#desk-log",
    Where.ACCOUNTS: "/admin/officials/user/",
    Where.NO_ACCOUNT: "/admin/officials/official/accounts/",
    Where.PLACES: "/places/",
    Where.UNIT: "/admin/officials/unit/7/change/",
    Where.CAMPAIGN: "/admin/rounds/campaign/7/change/",
    Where.DOSSIER: "/admin/officials/dossier/7/change/",
    Where.NEW_DOSSIER: "/admin/officials/dossier/add/?official=7",
}


@pytest.mark.parametrize("where", Where)
def test_address(where: Where) -> None:
    assert address_of(Missing("", "", where, 7), ROUND) == EXPECTED[where]


def test_no_address() -> None:
    assert address_of(Missing("The closing time has already passed."), ROUND) == ""
