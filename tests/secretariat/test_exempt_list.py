"""Exempt officials are listed with their posts and the reason, before and after freezing."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import User
from rounds.models import Round
from rounds.services import ballot_lines, moves
from tests.roles import make_official


def read(client: Client, address: str) -> str:
    """Return the English page with single spaces."""
    return " ".join(client.get(address, headers={"accept-language": "en"}).text.split())


@pytest.mark.slow
@pytest.mark.django_db
def test_exempt_officials_are_listed_with_posts_and_reason(
    client: Client, secretary: User, draft_round: Round
) -> None:
    client.force_login(secretary)
    notice = datetime.date(2026, 2, 3)
    make_official(draft_round.unit, "Ngô Lan", posts=("Chánh án", "Bí thư"), retirement_notice_on=notice)
    ballot_lines.propose_lines(round_id=draft_round.pk)
    expected = (
        '<strong><span lang="vi">Ngô Lan</span></strong>, '
        '<span lang="vi">Chánh án; Bí thư</span>: has notice of leave pending retirement'
    )
    for page in ("change", "freeze"):
        address = reverse(f"admin:rounds_round_{page}", args=[draft_round.pk])
        assert expected in read(client, address)
    moves.freeze_round(round_id=draft_round.pk, actor=secretary, reason="Họp đột xuất")
    address = reverse("admin:rounds_round_change", args=[draft_round.pk])
    assert expected in read(client, address)
