"""Desk and head together: ending the voting over people who have not cast is asked, agreed to, undone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from officials.models import User
from rounds.models import Round
from tests.ballots import hall
from tests.browser.gallery import look
from tests.browser.team_pages import at, bring
from tests.browser_fixtures import NewContext
from tests.roles import make_secretary

pytestmark = pytest.mark.browser


@pytest.fixture
def round_(committed: None) -> Round:
    """An open round of eight, all present, six of whom have cast."""
    round_ = hall.open_round(lines=1, voters=8, members=2, grace_seconds=0)
    hall.vote(round_, 6)
    return round_


@pytest.fixture
def secretary(round_: Round) -> User:
    return make_secretary(round_.unit, "Phạm Thư Ký")


def end_the_voting(desk: Page, round_: Round) -> None:
    desk.goto(reverse("secretariat:desk_confirm", args=[round_.pk, "end_issuing"]))
    look(desk, "desk-confirm-not-cast")
    desk.locator("main form [type=submit]").click()
    expect(desk.locator("form[action$='/withdrawal']")).to_be_visible()


def test_asked_withdrawn_asked_again_and_agreed(
    round_: Round, secretary: User, new_context: NewContext
) -> None:
    head, member = [bring(new_context(user=d.user), d) for d in hall.devices_of_team(round_)]
    desk = new_context(user=secretary).new_page()
    end_the_voting(desk, round_)
    look(desk, "desk-waits-for-head")
    at(head, "voting")
    expect(head.locator("[data-do=agree]")).to_be_visible()
    look(head, "team-asked")
    expect(member.locator("[data-show=asked-member]")).to_be_visible()
    expect(member.locator("[data-do=agree]")).to_be_hidden()
    desk.locator("form[action$='/withdrawal'] button").click()
    expect(head.locator("[data-show=asked]")).to_be_hidden()
    assert Round.objects.get(pk=round_.pk).issuing_ended_at is None
    end_the_voting(desk, round_)
    head.locator("[data-do=agree]").click()
    expect(head.locator("[data-show=asked]")).to_be_hidden()
    expect(desk.locator(".desk__action a[href$='/confirm/close']")).to_be_visible()
    assert Round.objects.get(pk=round_.pk).issuing_ended_by == secretary
