"""The secretary's desk in a browser: asks before it acts, renews itself, keeps what is typed."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ballots.services import closing
from officials.models import Unit, User
from rounds.models import Round
from tests.ballots import hall
from tests.browser.axe import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.roles import make_draft_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def desk(round_: Round) -> str:
    return reverse("results:desk", args=[round_.pk])


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_sealing_asks_once_and_works_by_keyboard(
    open_page: OpenPage,
    shoot: Callable[[Page, str], None],
    size: tuple[int, int],
    unit: Unit,
    secretary: User,
) -> None:
    round_ = make_draft_round(unit)
    page = open_page(desk(round_), user=secretary, size=size)
    assert_accessible(page)
    shoot(page, f"desk-draft-{size[0]}")
    page.locator(".desk__action .button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/seal")
    assert_accessible(page)
    assert Round.objects.get(pk=round_.pk).state == "draft"
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{desk(round_)}")
    assert Round.objects.get(pk=round_.pk).state == "sealed"
    assert_accessible(page)
    shoot(page, f"desk-sealed-{size[0]}")


def test_turnout_renews_itself(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    round_ = hall.open_round(unit=unit, voters=6)
    page = open_page(desk(round_), user=secretary)
    cast = page.locator("[data-number=cast]")
    expect(cast).to_have_text("0")
    hall.vote(round_, 2)
    expect(cast).to_have_text("2", timeout=10_000)
    expect(page.locator("[data-progress-text]")).to_have_text("2/6")


def test_news_shows_the_page_anew(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    round_ = hall.open_round(unit=unit, voters=6)
    page = open_page(desk(round_), user=secretary)
    closing.end_issuing(round_id=round_.pk, actor=secretary)
    confirm = reverse("results:desk_confirm", args=[round_.pk, "close"])
    expect(page.locator(f"a[href='{confirm}']")).to_be_visible(timeout=10_000)


def test_news_does_not_throw_away_what_is_typed(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    round_ = hall.open_round(unit=unit, voters=6)
    page = open_page(desk(round_), user=secretary)
    page.locator("[name=present]").fill("5")
    closing.end_issuing(round_id=round_.pk, actor=secretary)
    expect(page.locator("#desk-news a")).to_be_visible(timeout=10_000)
    assert page.locator("[name=present]").input_value() == "5"


def test_a_lost_connection_is_said(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    round_ = hall.open_round(unit=unit, voters=6)
    page = open_page(desk(round_), user=secretary)
    page.context.set_offline(True)
    expect(page.locator("#desk-news")).not_to_be_empty(timeout=10_000)
    page.context.set_offline(False)
    expect(page.locator("#desk-news")).to_be_empty(timeout=10_000)
