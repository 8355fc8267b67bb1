"""After a restore voters' devices send lost ballots again, once."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ballots.models import CastBallot, IssuedBallot
from rounds.models import Round
from rounds.services.moves import pause_restored_rounds, resume_round
from tests.ballots.hall import open_round, voters
from tests.browser import booth
from tests.browser_fixtures import NewContext
from tests.owner import as_owner

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def go(new_context: NewContext, round_: Round, number: int) -> Page:
    page = new_context(user=voters(round_)[number]).new_page()
    page.goto(f"/vote/{round_.pk}/")
    return page


def lose_the_box() -> None:
    """What a backup from before the vote brings back: the round is open, its box is empty."""
    with as_owner() as cursor:
        cursor.execute("TRUNCATE ballots_proofcheck, ballots_castballot, ballots_issuedballot")
    pause_restored_rounds(made_at=timezone.now())


def test_device_puts_its_ballot_back_and_a_second_one_is_not_taken(
    new_context: NewContext, assert_accessible: Callable[[Page], None]
) -> None:
    round_ = open_round(lines=1)
    honest, twice = go(new_context, round_, 0), go(new_context, round_, 1)
    for page in (honest, twice):
        booth.cast(page, [0])
        booth.receipt(page)
    cast = {*CastBallot.objects.values_list("hash", flat=True)}
    kept = honest.locator("#receipt-hash").text_content()
    lose_the_box()

    honest.reload()
    expect(honest.locator("#receipt-check")).to_contain_text("tạm gián đoạn")
    assert_accessible(honest)
    newcomer = go(new_context, round_, 2)
    expect(newcomer.locator("#situation")).to_contain_text("tạm gián đoạn")
    resume_round(round_id=round_.pk, actor=None)

    honest.reload()
    expect(honest.locator("#receipt-title")).to_contain_text("đã được bỏ lại vào hòm")
    assert kept in cast
    assert CastBallot.objects.get().hash == kept

    elsewhere = go(new_context, round_, 1)
    booth.cast(elsewhere, [0])
    booth.receipt(elsewhere)
    twice.reload()
    expect(twice.locator("#receipt-check")).to_contain_text("không có trong hòm")
    assert CastBallot.objects.count() == IssuedBallot.objects.count() == 2
