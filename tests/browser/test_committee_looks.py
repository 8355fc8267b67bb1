"""Every step of the counting team's page: accessible in both themes and whole at 400 % zoom; the sheet."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ballots.models import CeremonyMessage
from ballots.protocol.wire import LevelIndex
from officials.models import User
from results.services.opening import open_box
from rounds.models import Round
from rounds.services.moves import open_round, record_attendance
from tests.ballots.team import close_with, team
from tests.ballots.zero import confirm_empty
from tests.browser.gallery import look
from tests.browser.team_pages import at, confirm_sheet, go_on, make_part, words
from tests.browser.test_committee_ceremony import visit
from tests.browser_fixtures import NewContext
from tests.roles import make_frozen_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOLDER = os.environ.get("TN_SCREENSHOTS", "")


@pytest.fixture
def round_(committed: None) -> Round:
    return make_frozen_round(lines=3, voters=6, members=2, title="Hội nghị lấy phiếu tín nhiệm năm 2026")


@pytest.fixture
def page(round_: Round, new_context: NewContext) -> Page:
    return visit(new_context(user=User.objects.get(committees__round=round_, committees__index=1)), round_)


@pytest.mark.longest
def test_every_step(round_: Round, page: Page, wait_until: Callable[..., object]) -> None:
    other = team(round_)[1]
    at(page, "start")
    look(page, "team-1-start")
    make_part(page)
    look(page, "team-2-keep")
    words(page)
    look(page, "team-3-keep-words")
    expect(page.locator("[data-form=check-sheet]")).to_be_hidden()
    page.locator("[data-details=words] summary").click()
    look(page, "team-3-keep-asked")
    page.locator("[data-form=seal] [type=submit]").click()
    look(page, "team-4-keep-refused")
    confirm_sheet(page)
    look(page, "team-5-keep-enough")
    go_on(page)
    expect(page.locator("[data-show=waiting]")).to_be_visible()
    look(page, "team-6-working")
    for step in ("commit", "reveal", "shares"):
        other.post(step)
        expect(page.locator(f"[data-task={step}]")).to_have_attribute("data-state", "done")
    expect(page.locator("[data-text=waiting]")).to_be_visible()
    wait_until(CeremonyMessage.objects.filter(step="accept").exists)
    other.post("accept")
    at(page, "code")
    look(page, "team-7-code")
    page.locator("[data-do=confirm]").click()
    expect(page.locator("[data-show=code-done]")).to_be_visible()
    look(page, "team-8-confirmed")
    other.post("confirm")
    at(page, "locked")
    look(page, "team-9-locked")
    after_locking(round_, page, other)


def after_locking(round_: Round, page: Page, other: object) -> None:
    record_attendance(round_id=round_.pk, actor=None, present=6)
    confirm_empty(round_)
    open_round(round_id=round_.pk, actor=None)
    at(page, "voting")
    look(page, "team-a-voting")
    H, C, L = LevelIndex.HIGH, LevelIndex.CONFIDENCE, LevelIndex.LOW  # noqa: N806
    close_with(round_, [[H, C, L], [H, L, L], [H, None, C], [C, L, H], [L, None, H], [H, H, H]])
    at(page, "opening")
    expect(page.locator("[data-check=sums]")).to_have_attribute("data-state", "done")
    look(page, "team-b-opening")
    page.locator("[data-do=open]").click()
    expect(page.locator("[data-show=opening-waiting]")).to_be_visible()
    look(page, "team-c-helped")
    other.open()  # type: ignore[attr-defined]
    open_box(round_id=round_.pk)
    at(page, "minutes")
    expect(page.locator("[data-list=lines] tr")).to_have_count(3)
    look(page, "team-d-minutes")
    page.locator("[data-do=sign]").click()
    expect(page.locator("[data-show=signed]").last).to_be_visible()
    look(page, "team-e-signed")


def test_returning(round_: Round, page: Page) -> None:
    at(page, "start")
    page.locator("[data-do=return]").click()
    at(page, "recover")
    page.locator("[data-form=from-words] [type=submit]").click()
    expect(page.locator("#from-words-error")).to_be_visible()
    look(page, "team-f-recover")


def test_the_sheet_on_paper(round_: Round, page: Page, tmp_path: Path) -> None:
    make_part(page)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("[data-do=print]").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    sheet = page.locator(".sheet")
    expect(sheet).to_be_visible()
    expect(sheet.locator("code")).to_have_count(14)
    expect(sheet.locator(".qr path")).to_have_count(1)
    assert not page.locator(".team .columns").is_visible()
    page.pdf(path=f"{FOLDER or tmp_path}/sheet.pdf", prefer_css_page_size=True)
    page.emulate_media(media="screen")
    confirm_groups_hidden(page)


def confirm_groups_hidden(page: Page) -> None:
    """Once confirmed and gone on, no group of the seed is left in the page."""
    groups = confirm_sheet(page)
    go_on(page)
    at(page, "working")
    assert not any(group in page.content() for group in groups)
