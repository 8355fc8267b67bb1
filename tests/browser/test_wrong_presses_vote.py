"""In a browser, no wrong press on the ballot does anything: twice, in a second window, after Back, too late."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ballots.models import CastBallot, IssuedBallot
from ballots.services import closing, counting
from results.services import opening, publishing, rendering
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall
from tests.browser import booth
from tests.browser_fixtures import PHONE, NewContext
from tests.results import count
from tests.roles import make_secretary

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MARKS: list[int | None] = [0, 1]


@pytest.fixture
def round_(committed: None) -> Round:
    return hall.open_round(lines=2, voters=16, members=1, grace_seconds=0)


def rows() -> tuple[int, int]:
    return IssuedBallot.objects.count(), CastBallot.objects.count()


def end_issuing(round_: Round) -> None:
    closing.end_issuing(round_id=round_.pk, actor=None)


def close(round_: Round) -> None:
    closing.close_round(round_id=round_.pk, actor=None)


def open_box(round_: Round) -> None:
    assert counting.count(round_id=round_.pk)
    hall.devices_of_team(round_)[0].open()
    opening.open_box(round_id=round_.pk)


def certify(round_: Round) -> None:
    count.sign_all(Round.objects.get(pk=round_.pk))
    rendering.render_documents(round_id=round_.pk)


def publish(round_: Round) -> None:
    publishing.publish(round_id=round_.pk, actor=make_secretary(round_.unit))


# What happens while a voter looks at the marks, and what the page says once the voter presses.
TOO_LATE: list[tuple[Callable[[Round], object], str]] = [
    (end_issuing, "Không có phiếu nào của ông/bà trong hòm"),
    (close, "Không có phiếu nào của ông/bà trong hòm"),
    (open_box, "Không có phiếu nào của ông/bà trong hòm"),
    (certify, "Không có phiếu nào của ông/bà trong hòm"),
    (publish, "Không có phiếu nào của ông/bà trong hòm"),
]


def deaf(context: BrowserContext, round_: Round) -> Page:
    """Open the review in a page that does not hear how the round goes on."""
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    page.route("**/status", booth.lose)
    return page


def test_one_ballot_whatever_the_voter_presses(round_: Round, new_context: NewContext) -> None:
    context = new_context(user=hall.voters(round_)[0], size=PHONE)
    page, late = booth.go(context, round_), booth.go(context, round_)
    booth.review(page, MARKS)
    booth.review(late, [2, 2])
    page.locator("#cast").dblclick()
    code = booth.receipt(page)
    assert booth.receipt(late) == code, "the other window takes the marks away by itself"
    expect(late.locator("#cast")).to_be_hidden()
    page.goto("/")
    page.go_back()
    assert booth.receipt(page) == code
    expect(page.locator("#cast")).to_be_hidden()
    assert rows() == (1, 1)
    elsewhere = booth.go(new_context(user=hall.voters(round_)[0]), round_)
    booth.notice(elsewhere, "thiết bị khác")
    expect(elsewhere.locator("#marking")).to_be_hidden()


def test_no_late_press_is_taken_at_any_state(round_: Round, new_context: NewContext) -> None:
    late = hall.voters(round_)[8 : 8 + len(TOO_LATE)]
    pages = [deaf(new_context(user=user, size=PHONE), round_) for user in late]
    count.cast(round_)
    for page, (happens, words) in zip(pages, TOO_LATE, strict=True):
        happens(round_)
        page.locator("#cast").dblclick()
        expect(page.locator("#situation .notice")).to_contain_text(words)
        expect(page.locator("#cast")).to_be_hidden()
        page.reload()
        expect(page.locator("#situation .notice").first).to_be_visible()
        expect(page.locator("#cast")).to_be_hidden()
        assert rows() == (6, 6), happens.__name__


def test_nothing_can_be_pressed_before_the_vote_or_after_it_is_cancelled(new_context: NewContext) -> None:
    round_ = hall.locked_round(lines=2, members=1)
    waiting = booth.go(new_context(user=hall.voters(round_)[0]), round_)
    expect(waiting.locator("#situation .notice")).to_contain_text("đang chờ bộ phận giúp việc")
    expect(waiting.locator("#cast")).to_be_hidden()
    hall.opened(round_)
    page = deaf(new_context(user=hall.voters(round_)[1]), round_)
    moves.cancel_round(round_id=round_.pk, actor=None, reason="Hội nghị hoãn sang tháng sau.")
    page.locator("#cast").dblclick()
    expect(page.locator("#situation .notice")).to_contain_text("Không có phiếu nào của ông/bà trong hòm")
    page.reload()
    expect(page.locator("#situation .notice")).to_contain_text("hoãn sang tháng sau")
    assert rows() == (0, 0)
