"""A voter without a password logs in with a printed card and chooses a password; the secretary prints it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django import Settings

from officials.mail import MAIL_TO_FILES
from officials.models import User
from rounds.models import Round
from rounds.services.card_printing import give_cards
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import DIGITS, lock_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN = "hoa-sen-cua-toi-2026"


@pytest.fixture
def locked_out(draft_round: Round, another_voter: User, settings: Settings) -> User:
    settings.EMAIL_BACKEND = MAIL_TO_FILES
    lock_out(another_voter)
    return another_voter


def test_a_voter_logs_in_with_a_card(
    open_page: OpenPage, draft_round: Round, secretary: User, locked_out: User
) -> None:
    [card] = give_cards(round_id=draft_round.pk, actor=secretary, people=[locked_out.pk])
    page = open_page("/accounts/login/?next=/accounts/")
    page.get_by_role("link", name="Dùng giấy đăng nhập lần đầu").click()
    look(page, "login-card")
    for name, value in (("login", locked_out.username), ("card", card.code), ("fact", DIGITS)):
        page.locator(f"input[name={name}]").fill(value)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/first/choice/**")
    page.locator("input[name=password1]").fill(OWN)
    page.locator("input[name=password2]").fill(OWN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/")
    expect(page.locator("h1")).to_be_visible()
    locked_out.refresh_from_db()
    assert locked_out.check_password(OWN)


def test_the_secretary_prints_cards(
    open_page: OpenPage, draft_round: Round, secretary: User, locked_out: User
) -> None:
    page = open_page(reverse("secretariat:login_cards", args=[draft_round.pk]), user=secretary)
    look(page, "login-cards")
    with page.expect_download() as loading:
        page.locator("main form button").click()
    assert loading.value.suggested_filename == "giay-dang-nhap.pdf"
