"""Somebody uses the card of a voter: the voter reports it, the counting team and the minutes show it."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from officials.models import User
from results.documents.assemble import minutes_data
from results.documents.context import minutes_context
from rounds.models import Round
from rounds.services.card_printing import PrintedCard
from tests.ballots import hall
from tests.browser.gallery import look
from tests.browser_fixtures import NewContext
from tests.results import count
from tests.roles import DIGITS, lock_out, make_frozen_round, make_user
from tests.rounds.cards import late_cards

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THEIRS = "mat-khau-cua-ke-khac-26"


@pytest.fixture
def frozen(committed: None) -> Round:
    return make_frozen_round(lines=2, voters=6, members=3)


@pytest.fixture
def card(frozen: Round) -> PrintedCard:
    """Printed after freezing, because the first one was lost."""
    person = hall.voters(frozen)[0]
    lock_out(person)
    keeper = make_user("Vũ Quản Trị", is_superuser=True)
    return late_cards(frozen, keeper, person)[0]


def enter(page: Page, card: PrintedCard) -> None:
    page.goto("/accounts/card/")
    for name, value in (("login", card.user.username), ("card", card.code), ("fact", DIGITS)):
        page.locator(f"input[name={name}]").fill(value)
    page.locator("main button[type=submit]").first.click()


def use(page: Page, card: PrintedCard) -> None:
    """Choose a password as the person who found the card does."""
    enter(page, card)
    page.wait_for_url("**/accounts/first/choice/**")
    for name in ("password1", "password2"):
        page.locator(f"input[name={name}]").fill(THEIRS)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/first/" not in url)


def test_the_owner_reports_and_the_team_and_the_minutes_show_it(
    new_context: NewContext, frozen: Round, card: PrintedCard
) -> None:
    use(new_context().new_page(), card)
    owner = new_context().new_page()
    enter(owner, card)
    owner.wait_for_url("**/accounts/card/used/")
    look(owner, "card-used")
    owner.locator("button.button--danger").click()
    look(owner, "card-reported")
    assert not User.objects.get(pk=card.user.pk).has_usable_password()
    member: Any = hall.devices_of_team(frozen)[0].user
    team = new_context(user=member).new_page()
    team.goto(f"/committee/{frozen.pk}/")
    expect(team.locator("[data-list=card-reports]")).to_contain_text(card.user.full_name)
    expect(team.locator("[data-list=late-cards]")).to_contain_text("Vũ Quản Trị")
    look(team, "team-cards")
    data = minutes_data(count.certify(hall.opened(hall.locked(frozen))))
    printed = render_to_string("results/documents/minutes.html", {**minutes_context(data), "fonts": {}})
    assert f"{card.user.full_name}, báo ngày" in printed
