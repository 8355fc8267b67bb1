"""The desk in a browser: confirms steps, renews itself, keeps typed text."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from ballots.services import closing, counting
from officials.models import Unit, User
from results.services import opening, publishing, rendering
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, OpenPage
from tests.results import count
from tests.roles import make_draft_round, make_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def desk(round_: Round) -> str:
    return reverse("secretariat:desk", args=[round_.pk])


def see(page: Page, round_: Round, name: str) -> None:
    round_.refresh_from_db()
    page.goto(desk(round_))
    first_screen_tells_what_matters(page, round_)
    look(page, f"desk-{name}")
    page.goto("about:blank")  # an open desk would reload itself during the next request


def first_screen_tells_what_matters(page: Page, round_: Round) -> None:
    """State, numbers and the one next thing stand on the first screen of a phone."""
    usual = page.viewport_size
    page.set_viewport_size(PHONE)
    numbers = [] if round_.is_editable or round_.is_void else [".figures--small"]
    following = [] if round_.is_void or round_.state == "archived" else ["#desk-action"]
    last = dict.fromkeys([".badge", *numbers, *following], 0.0)
    for name in last:
        box = page.locator(name).first.bounding_box()
        assert box, name
        last[name] = box["y"] + box["height"]
    assert max(last.values()) <= PHONE["height"], last
    page.set_viewport_size(usual or PHONE)


def ask(page: Page, round_: Round, action: str) -> None:
    """Check the confirmation page and the desk that leads to it."""
    see(page, round_, f"before-{action}")
    page.goto(reverse("secretariat:desk_confirm", args=[round_.pk, action]))
    look(page, f"desk-confirm-{action}")
    page.goto("about:blank")


def confirm_by_keyboard(page: Page, round_: Round, action: str, state: str) -> None:
    """Take the step from the desk; nothing happens before it is confirmed."""
    before = Round.objects.get(pk=round_.pk).state
    page.goto(desk(round_))
    page.locator(".desk__action .button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/confirm/{action}")
    look(page, "desk-confirm" if action == "freeze" else f"desk-confirm-{action}")
    assert Round.objects.get(pk=round_.pk).state == before
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{desk(round_)}")
    assert Round.objects.get(pk=round_.pk).state == state


def test_every_state_of_the_day(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    bare = make_round(unit, opens_at=None, closes_at=None, place="")
    opens_at = timezone.now() + datetime.timedelta(days=20)
    closes_at = opens_at + datetime.timedelta(hours=4)
    round_ = make_draft_round(unit, lines=2, voters=6, members=1, opens_at=opens_at, closes_at=closes_at)
    page = open_page(desk(bare), user=secretary)
    look(page, "desk-missing")
    moves.cancel_round(round_id=bare.pk, actor=secretary, reason="Hoãn hội nghị vì bão")
    see(page, bare, "cancelled")
    see(page, round_, "draft")
    confirm_by_keyboard(page, round_, "announce", "announced")
    see(page, round_, "announced")
    confirm_by_keyboard(page, round_, "freeze", "sealed")
    see(page, round_, "sealed")
    round_ = hall.locked(round_)
    see(page, round_, "locked")
    round_ = hall.opened(round_)
    count.cast(round_)
    see(page, round_, "open")
    moves.pause_restored_rounds(made_at=timezone.now())
    ask(page, round_, "resume")
    moves.resume_round(round_id=round_.pk, actor=secretary)
    closing.end_issuing(round_id=round_.pk, actor=secretary)
    see(page, round_, "issuing-ended")
    closing.close_round(round_id=round_.pk, actor=secretary)
    see(page, round_, "closed")
    assert counting.count(round_id=round_.pk)
    see(page, round_, "added")
    count.give_shares(round_, [1])
    opening.open_box(round_id=round_.pk)
    see(page, round_, "counted")
    count.sign_all(round_)
    see(page, round_, "certified")
    rendering.render_documents(round_id=round_.pk)
    see(page, round_, "documents")
    publishing.publish(round_id=round_.pk, actor=secretary)
    ask(page, round_, "archive")
    publishing.archive(round_id=round_.pk, actor=secretary)
    see(page, round_, "archived")


def test_the_page_follows_the_round_and_keeps_what_is_typed(
    open_page: OpenPage, unit: Unit, secretary: User
) -> None:
    round_ = hall.open_round(unit=unit, voters=6)
    page, another = (open_page(desk(round_), user=secretary) for _window in range(2))
    cast, news = page.locator("[data-number=cast]"), page.locator("#desk-news")
    expect(cast).to_have_text("0")
    hall.vote(round_, 2)
    expect(cast).to_have_text("2")
    expect(page.locator("[data-progress-text]")).to_have_text("2/6")
    page.context.set_offline(True)
    expect(news).not_to_be_empty()
    page.context.set_offline(False)
    expect(news).to_be_empty()
    page.locator("[name=present]").fill("5")
    closing.end_issuing(round_id=round_.pk, actor=None)
    expect(news.locator("a")).to_be_visible()
    assert page.locator("[name=present]").input_value() == "5"
    confirm = reverse("secretariat:desk_confirm", args=[round_.pk, "close"])
    expect(another.locator(f"a[href='{confirm}']")).to_be_visible()
