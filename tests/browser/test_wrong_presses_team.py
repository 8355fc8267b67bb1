"""In a browser, no wrong press of a member does anything: twice, in an old window, after another window did it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Response, expect

from ballots.models import CeremonyMessage, HeadStatement, PartialDecryption
from ballots.protocol import statements
from ballots.services import asking, closing, counting
from results.models import MinutesSignature
from results.services.opening import open_box
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall, team
from tests.browser.team_pages import at, bring
from tests.browser_fixtures import PHONE, NewContext
from tests.results import count
from tests.roles import make_frozen_round, make_secretary

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BOARD = re.compile("/board$")


@pytest.fixture
def round_(committed: None) -> Round:
    return make_frozen_round(lines=2, voters=8, members=2, grace_seconds=0)


def rows(round_: Round) -> tuple[object, ...]:
    tables = (CeremonyMessage, HeadStatement, PartialDecryption, MinutesSignature)
    found = Round.objects.get(pk=round_.pk)
    return found.state, found.zero_at, found.issuing_ended_at, *(table.objects.count() for table in tables)


class TwoWindows:
    """A member's browser with two windows, of which the second one hears nothing after `deaf`."""

    def __init__(self, new_context: NewContext, device: team.TeamDevice) -> None:
        self.context, self.device = new_context(user=device.user, size=PHONE), device
        self.broken: list[str] = []
        self.page, self.other = bring(self.context, device), bring(self.context, device)
        self.context.on("response", self._note)

    def _note(self, answer: Response) -> None:
        if answer.status >= 500:
            self.broken.append(answer.url)

    @contextmanager
    def deaf(self) -> Iterator[Page]:
        """Keep the second window as it is; afterwards it must find the true state by itself."""
        self.other.route(BOARD, lambda route: route.abort())
        yield self.other
        self.other.unroute(BOARD)
        assert self.broken == []


def press_everywhere(
    member: TwoWindows, round_: Round, do: str, done: Callable[[Page], object], panel: str
) -> None:
    """Press twice in one window, then twice in the other one, which does not know of it."""
    button = f"[data-do={do}]"
    for page in (member.page, member.other):
        at(page, panel)
        expect(page.locator(button)).to_be_visible()
        expect(page.locator(f"{button}[aria-disabled=true]")).to_have_count(0)
    with member.deaf() as other:
        member.page.locator(button).dblclick()
        done(member.page)
        before = rows(round_)
        other.locator(button).dblclick()
        done(other)
        assert rows(round_) == before
    for page in (member.page, member.other):
        page.reload()
        done(page)
        expect(page.locator(button)).to_be_hidden()
    assert rows(round_) == before


def shown(name: str) -> Callable[[Page], object]:
    return lambda page: expect(page.locator(f"[data-show={name}]").last).to_be_visible()


@pytest.mark.longest
def test_pressing_again_does_nothing_at_any_step(round_: Round, new_context: NewContext) -> None:
    head, second = hall.devices_of_team(round_)
    team.run([head, second], until="accept")
    member = TwoWindows(new_context, head)
    press_everywhere(member, round_, "confirm", shown("code-done"), "code")
    second.post("confirm")
    press_everywhere(member, round_, "zero", shown("zero-done"), "locked")
    moves.record_attendance(round_id=round_.pk, actor=None, present=8)
    moves.open_round(round_id=round_.pk, actor=None)
    count.cast(round_)
    agree_too_late(member, round_)
    closing.close_round(round_id=round_.pk, actor=None)
    counting.count(round_id=round_.pk)
    press_everywhere(member, round_, "open", shown("opening-waiting"), "opening")
    second.open()
    open_box(round_id=round_.pk)
    press_everywhere(member, round_, "sign", shown("signed"), "minutes")


def agree_too_late(member: TwoWindows, round_: Round) -> None:
    """Agree in an old window after the secretary withdrew the question, and after the head agreed elsewhere."""
    secretary = make_secretary(round_.unit)
    too_late(member, round_, lambda: asking.withdraw(round_id=round_.pk, actor=secretary))
    expect(member.other.locator("[data-text=refused]")).to_contain_text("Nội dung đã thay đổi")
    too_late(member, round_, lambda: member.device.state(statements.close(6, 6, 8)))


def too_late(member: TwoWindows, round_: Round, happens: Callable[[], object]) -> None:
    closing.end_issuing(round_id=round_.pk, actor=make_secretary(round_.unit))
    agree = "[data-do=agree]"
    expect(member.other.locator(agree)).to_be_visible()
    with member.deaf() as other:
        happens()
        before = rows(round_)
        with other.expect_response("**/post"):
            other.locator(agree).dblclick()
    for page in (member.page, member.other):
        expect(page.locator(agree)).to_be_hidden()
    assert rows(round_) == before
