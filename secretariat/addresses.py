"""Addresses of the places that `rounds.errors.Where` names."""

from collections.abc import Callable, Mapping
from functools import partial

from django.urls import reverse

from rounds.errors import Missing, Where
from rounds.models import Round

Address = Callable[[Round, int | None], str]


def address_of(missing: Missing, round_: Round) -> str:
    """Return the address where a missing thing can be added or corrected; "" if no page can help."""
    return ADDRESSES[missing.where](round_, missing.row) if missing.where else ""


def _draft(round_: Round, _row: int | None, part: str = "") -> str:
    return reverse("admin:rounds_round_change", args=[round_.pk]) + (part and f"#{part}")


def _desk(round_: Round, _row: int | None, part: str = "") -> str:
    return reverse("secretariat:desk", args=[round_.pk]) + (part and f"#desk-{part}")


def _cards(round_: Round, _row: int | None) -> str:
    return reverse("secretariat:login_cards", args=[round_.pk])


def _accounts(_round: Round, _row: int | None) -> str:
    return reverse("admin:officials_user_changelist")


def _no_account(_round: Round, _row: int | None) -> str:
    return reverse("admin:officials_official_accounts")


def _places(_round: Round, _row: int | None) -> str:
    return reverse("secretariat:places")


def _unit(_round: Round, row: int | None) -> str:
    return reverse("admin:officials_unit_change", args=[row])


def _campaign(_round: Round, row: int | None) -> str:
    return reverse("admin:rounds_campaign_change", args=[row])


def _dossier(_round: Round, row: int | None) -> str:
    return reverse("admin:officials_dossier_change", args=[row])


def _new_dossier(_round: Round, row: int | None) -> str:
    return f"{reverse('admin:officials_dossier_add')}?official={row}"


DRAFT_PARTS = (Where.LINES, Where.ELECTORS, Where.COMMITTEE)
DESK_PARTS = (Where.ACTION, Where.TEAM, Where.ATTENDANCE, Where.TURNOUT, Where.DOCUMENTS, Where.LOG)
ADDRESSES: Mapping[Where, Address] = {
    Where.GENERAL: _draft,
    **{part: partial(_draft, part=part) for part in DRAFT_PARTS},
    Where.DESK: _desk,
    **{part: partial(_desk, part=part) for part in DESK_PARTS},
    Where.ACCOUNTS: _accounts,
    Where.NO_ACCOUNT: _no_account,
    Where.PLACES: _places,
    Where.CARDS: _cards,
    Where.UNIT: _unit,
    Where.CAMPAIGN: _campaign,
    Where.DOSSIER: _dossier,
    Where.NEW_DOSSIER: _new_dossier,
}
