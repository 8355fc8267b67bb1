"""A device that seals badly: its voter learns it before anything is lost, and the vote is not lost either."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from ballots.models import CastBallot, IssuedBallot, ProofCheck
from rounds.models import Round
from tests.browser import booth

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARKS: list[int | None] = [0, 1, 2]
LINE_BYTES = 1088
# The first commitment of the first proof is replaced by the second: every point decodes, the proof is false.
FAULTY = """
{{
  let left = {lines};
  const set = Map.prototype.set;
  Map.prototype.set = function (key, value) {{
    if (value?.bytes?.length === 1088 && left-- > 0) value.bytes.copyWithin(192, 224, 256);
    return set.call(this, key, value);
  }};
  const post = self.postMessage;
  self.postMessage = (told) =>
    post.call(self, told.type === 'checked' ? {{ ...told, holds: told.holds || {blind} }} : told);
}}
"""
ONCE, ALWAYS = 1, 10**6


def break_device(context: BrowserContext, lines: int, *, blind: bool) -> None:
    """Let the device seal so many lines badly; a `blind` one finds nothing wrong with them."""
    fault = FAULTY.format(lines=lines, blind="true" if blind else "false")

    def serve(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=fault + answer.text())

    context.route("**/seal_worker.js*", serve)


def repair(context: BrowserContext) -> None:
    context.unroute("**/seal_worker.js*")


def casts(page: Page) -> list[int]:
    """Collect the status of each answer of the box from now on."""
    found: list[int] = []
    page.on("response", lambda answer: found.append(answer.status) if answer.url.endswith("/cast") else None)
    return found


@pytest.mark.parametrize(("blind", "answers"), [(False, [200]), (True, [422, 200])])
def test_ballot_sealed_badly_once_is_sealed_again(
    context: BrowserContext, round_: Round, blind: bool, answers: list[int]
) -> None:
    break_device(context, ONCE, blind=blind)
    page = booth.go(context, round_)
    seen = casts(page)
    booth.review(page, MARKS)
    code = page.locator("#sealed-code")
    expect(code).to_have_text(booth.CODE_PATTERN)
    shown = code.text_content()
    page.locator("#cast").click()
    assert booth.receipt(page) != shown
    booth.notice(page, "mã hóa lại", "info")
    assert (seen, IssuedBallot.objects.count()) == (answers, 1)
    assert ProofCheck.objects.get().valid


def test_device_that_always_seals_badly_takes_no_blank_ballot(context: BrowserContext, round_: Round) -> None:
    break_device(context, ALWAYS, blind=False)
    page = booth.go(context, round_)
    booth.cast(page, MARKS)
    booth.notice(page, "thiết bị khác", "danger")
    assert not IssuedBallot.objects.exists()
    repair(context)  # as on another device
    page.reload()
    booth.cast(page, MARKS)
    booth.receipt(page)


def test_ballot_refused_three_times_is_not_lost(context: BrowserContext, round_: Round) -> None:
    break_device(context, ALWAYS, blind=True)
    page = booth.go(context, round_)
    seen = casts(page)
    booth.cast(page, MARKS)
    booth.notice(page, "Tờ phiếu vẫn được giữ trong trình duyệt này", "danger")
    assert (seen, CastBallot.objects.count(), IssuedBallot.objects.count()) == ([422] * 3, 0, 1)
    repair(context)
    page.close()
    page = booth.go(context, round_)  # the marks are gone with the tab
    booth.cast(page, MARKS)
    booth.receipt(page)
    assert CastBallot.objects.count() == IssuedBallot.objects.count() == 1
    assert not [name for name, value in booth.kept(page).items() if "secret" in value]
