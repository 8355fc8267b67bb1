"""In a browser, no wrong press on the desk does anything: late, twice, after Back, after somebody else."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Response, expect

from ballots.protocol import statements
from ballots.services import counting
from officials.models import Unit, User
from results.services import opening, rendering
from rounds.models import Round
from tests.ballots import hall
from tests.browser_fixtures import NewContext
from tests.results import count
from tests.roles import make_draft_round
from tests.secretariat.test_wrong_presses import seen

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Desk:
    """The secretary's browser; each page it opens may be pressed too late."""

    def __init__(self, context: BrowserContext, round_: Round) -> None:
        self.context, self.round_ = context, round_
        self.broken: list[str] = []
        context.on("response", self._note)

    def _note(self, answer: Response) -> None:
        if answer.status >= 500:
            self.broken.append(answer.url)

    def at(self, name: str, *args: str) -> Page:
        """Open a page of the desk that does not renew itself."""
        page = self.context.new_page()
        page.route(re.compile("/status$"), lambda route: route.abort())
        page.goto(reverse(f"secretariat:{name}", args=[self.round_.pk, *args]))
        return page

    def asked(self, action: str) -> Page:
        page = self.at("desk_confirm", action)
        expect(page.locator(f"input[name=action][value={action}]")).to_have_count(1)
        if action == "freeze":  # of a draft that was not announced
            page.locator("[name=reason]").fill("Họp gấp")
        return page

    def take(self, action: str) -> None:
        """Press twice; then everything that an older page or the Back button could still press."""
        page, late = self.asked(action), self.asked(action)
        page.locator("main form [type=submit]").dblclick()
        page.wait_for_url("**/desk/*/")
        expect(page.locator("[role=alert]")).to_have_count(0)
        self.nothing_happens(late)
        page.go_back()
        expect(page.locator(f"input[name=action][value={action}]")).to_have_count(0)
        page.close()

    def nothing_happens(self, page: Page, form: str = "main form", words: str = "") -> None:
        """Press on a page that is late: a sentence, or the desk as it is now; nothing changed, no error."""
        before = self.state()
        with page.expect_response(lambda answer: answer.request.method == "POST") as told:
            page.locator(f"{form} [type=submit]").click()
        state = Round.objects.get(pk=self.round_.pk).state
        expect(page.locator(".badge").first).to_have_attribute("data-state", state)
        if told.value.status != 302 or words:
            alert = page.locator("[role=alert]").first
            expect(alert).to_contain_text(words or re.compile(r"\S+ \S+ \S+"))
        page.go_back()
        assert self.state() == before
        assert self.broken == []
        page.close()

    def state(self) -> Any:
        return seen(self.round_)


@pytest.fixture
def round_(unit: Unit) -> Round:
    return make_draft_round(unit, lines=2, voters=8, members=1, grace_seconds=0)


def test_no_late_press_on_the_desk_changes_anything(
    round_: Round, secretary: User, new_context: NewContext
) -> None:
    desk = Desk(new_context(user=secretary), round_)
    desk.take("freeze")
    round_ = hall.locked(round_)
    device = hall.devices_of_team(round_)[0]
    device.state(statements.zero())
    attend(desk, 8)
    too_early = desk.at("desk")
    desk.take("open")
    count.cast(round_)
    ask_and_agree(desk)
    desk.take("close")
    desk.nothing_happens(too_early, "form[action$='/attendance']")
    cancel = typed(desk.at("desk"), round_)
    assert counting.count(round_id=round_.pk)
    device.open()
    opening.open_box(round_id=round_.pk)
    desk.nothing_happens(cancel, "form[action$='/cancel']")
    count.sign_all(Round.objects.get(pk=round_.pk))
    rendering.render_documents(round_id=round_.pk)
    desk.take("publish")
    desk.take("archive")


def attend(desk: Desk, number: int) -> None:
    page = desk.at("desk")
    page.locator("[name=present]").fill(str(number))
    page.locator("form[action$='/attendance'] [type=submit]").dblclick()
    expect(page.locator("[data-number=present]").first).to_have_text(str(number))
    page.close()


def ask_and_agree(desk: Desk) -> None:
    """Ask the head; withdraw in one window, and too late in others."""
    withdrawal = "form[action$='/withdrawal']"
    page = desk.asked("end_issuing")
    page.locator("main form [type=submit]").dblclick()
    expect(page.locator(withdrawal)).to_be_visible()
    late = desk.at("desk")
    page.locator(f"{withdrawal} button").dblclick()
    expect(page.locator(withdrawal)).to_have_count(0)
    desk.nothing_happens(late, withdrawal, "không còn chờ")
    page.goto(reverse("secretariat:desk_confirm", args=[desk.round_.pk, "end_issuing"]))
    page.locator("main form [type=submit]").click()
    expect(page.locator(withdrawal)).to_be_visible()
    late = desk.at("desk")
    hall.devices_of_team(desk.round_)[0].state(statements.close(6, 6, 8))
    desk.nothing_happens(late, withdrawal, "không còn chờ")
    page.close()


def typed(page: Page, round_: Round) -> Page:
    """Fill in the form that cancels the round."""
    page.locator("details:has(form[action$='/cancel']) summary").click()
    page.locator("form[action$='/cancel'] [name=reason]").fill("Hoãn")
    page.locator("form[action$='/cancel'] [name=title]").fill(round_.title)
    return page
