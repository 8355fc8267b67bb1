"""A voter with a login card scans the QR code of the hall: the code survives the choice of an own password."""

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from officials.mail import MAIL_TO_FILES
from officials.models import Unit, User
from rounds.models import Round
from rounds.services import moves
from rounds.services.card_printing import PrintedCard, give_cards
from tests.ballots import hall
from tests.browser.test_scanned_code import OTHER, letters, matches, refused, scan
from tests.browser_fixtures import PHONE, NewContext
from tests.roles import DIGITS, lock_out, make_draft_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN = "hoa-sen-cua-toi-2026"


@pytest.fixture
def draft(unit: Unit, settings: Settings) -> Round:
    settings.EMAIL_BACKEND = MAIL_TO_FILES
    return make_draft_round(unit, lines=1, members=1)


@pytest.fixture
def card(draft: Round, secretary: User) -> PrintedCard:
    """The card of a voter who has no password."""
    person = hall.voters(draft)[0]
    lock_out(person)
    [card] = give_cards(round_id=draft.pk, actor=secretary, people=[person.pk])
    return card


@pytest.fixture
def opened(draft: Round, card: PrintedCard) -> Round:
    return hall.opened(hall.locked(moves.freeze_round(round_id=draft.pk, actor=None)))


def choose_password(page: Page, card: PrintedCard) -> None:
    """Log in with the card and choose a password, as the pages ask."""
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("link", name="Dùng giấy đăng nhập lần đầu").click()
    for name, value in (("login", card.user.username), ("card", card.code), ("fact", DIGITS)):
        page.locator(f"input[name={name}]").fill(value)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/accounts/first/choice/**")
    for name in ("password1", "password2"):
        page.locator(f"input[name={name}]").fill(OWN)
    page.locator("main button[type=submit]").first.click()


def test_code_survives_the_own_password(new_context: NewContext, opened: Round, card: PrintedCard) -> None:
    page = new_context(size=PHONE).new_page()
    scan(page, opened, letters(opened))
    choose_password(page, card)
    matches(page)


def test_other_code_is_refused_after_the_own_password(
    new_context: NewContext, opened: Round, card: PrintedCard
) -> None:
    page = new_context(size=PHONE).new_page()
    scan(page, opened, OTHER)
    choose_password(page, card)
    refused(page, "không khớp với mã QR đã quét")
