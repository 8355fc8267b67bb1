"""The day at the desk, and a leader's reading of the result, with nothing but keys at 400 %."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ballots.services import counting
from officials.models import Unit, User
from results.services import rendering
from results.services.opening import open_box
from rounds.models import Round
from tests.ballots import hall
from tests.ballots.zero import confirm_empty
from tests.browser.gallery import ZOOMED
from tests.browser.keys import press, write
from tests.browser_fixtures import OpenPage
from tests.results import count

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def act(page: Page, round_: Round, action: str) -> None:
    """Press the main button of the desk and confirm."""
    address = reverse("secretariat:desk", args=[round_.pk])
    page.goto(address)
    press(page, page.locator(".desk__action .actions .button"))
    page.wait_for_url(f"**/confirm/{action}")
    press(page, page.locator("main form button"))
    page.wait_for_url(f"**{address}")
    round_.refresh_from_db()


def count_and_sign(round_: Round) -> None:
    """Count the ballots and sign, as the worker and the only member do."""
    assert counting.count(round_id=round_.pk)
    count.give_shares(round_, [1])
    open_box(round_id=round_.pk)
    count.sign_all(round_)
    rendering.render_documents(round_id=round_.pk)


def test_only_keys(open_page: OpenPage, unit: Unit, secretary: User, leader: User) -> None:
    round_ = hall.locked_round(unit=unit, lines=1, grace_seconds=0)
    confirm_empty(round_)
    page = open_page(reverse("secretariat:desk", args=[round_.pk]), user=secretary, size=ZOOMED)
    write(page, page.locator("[name=present]"), "5")
    press(page, page.locator("form.attendance button"))
    expect(page.locator("[data-number=present]")).to_have_text("5")
    act(page, round_, "open")
    hall.vote(round_, 5)  # one person stays away: the box is not closed before issuing ends
    act(page, round_, "end_issuing")
    act(page, round_, "close")
    page.goto("about:blank")
    count_and_sign(round_)
    act(page, round_, "publish")
    assert round_.state == "published"
    read_and_download(open_page("/results/", user=leader, size=ZOOMED), round_)


def read_and_download(page: Page, round_: Round) -> None:
    press(page, page.get_by_role("link", name=round_.title))
    expect(page.locator(".results-table tbody tr")).to_have_count(1)
    with page.expect_download() as download:
        press(page, page.locator(".results-documents a").first)
    assert download.value.suggested_filename.startswith("bien-ban-kiem-phieu_")
