"""The team opens the box in its browsers and signs; each device counts again for itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from ballots.models import EncryptedTally, PartialDecryption
from ballots.sealing.hashing import H
from ballots.sealing.manifest import canonical_json
from ballots.sealing.opening import Sums
from ballots.sealing.wire import SIGNATURE_BYTES, TOKEN_BYTES, Level, body_bytes
from officials.models import User
from results.models import MinutesSignature
from results.services import open_box
from rounds.models import Round
from rounds.services import open_round, record_attendance
from tests.ballots.team import close_with
from tests.browser.team_pages import SLOW, at, code, prepare
from tests.browser.test_committee_ceremony import visit
from tests.roles import make_sealed_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewContext = Callable[..., BrowserContext]
HIGH, MID, LOW = Level.HIGH, Level.CONFIDENCE, Level.LOW
VOTES: list[list[Level | None]] = [
    [HIGH, MID], [HIGH, LOW], [HIGH, None], [MID, LOW], [LOW, None], [HIGH, HIGH],
]  # fmt: skip


@pytest.fixture
def round_(committed: None) -> Round:
    return make_sealed_round(lines=2, voters=6, members=3)


@pytest.fixture
def pages(round_: Round, new_context: NewContext) -> list[Page]:
    """The browsers of a team that has locked the box."""
    team = round_.committee.select_related("user").order_by("index")
    pages = [visit(new_context(user=member.user), round_) for member in team]
    for page in pages:
        prepare(page)
    for page in pages:
        code(page)
        page.locator("[data-do=confirm]").click()
    for page in pages:
        at(page, "locked")
    round_.refresh_from_db()
    return pages


def help_open(page: Page) -> None:
    at(page, "opening")
    for check in ("fingerprint", "proofs", "sums"):
        expect(page.locator(f"[data-check={check}]")).to_have_attribute("data-state", "done", timeout=SLOW)
    page.locator("[data-do=open]").click()


def cells(page: Page) -> list[list[str]]:
    rows = page.locator("[data-list=lines] tr")
    return [rows.nth(i).locator("td").all_inner_texts() for i in range(rows.count())]


def test_three_members_open_and_sign(round_: Round, pages: list[Page]) -> None:
    close_with(round_, VOTES)
    help_open(pages[0])
    expect(pages[0].locator("[data-show=opening-waiting]")).to_be_visible(timeout=SLOW)
    help_open(pages[1])
    expect(pages[1].locator("[data-show=opening-waiting]")).to_be_visible(timeout=SLOW)
    assert PartialDecryption.objects.filter(round=round_, good=True).count() == 2
    open_box(round_id=round_.pk)
    for page in pages:
        at(page, "minutes")
        expect(page.locator("[data-list=lines] tr")).to_have_count(2, timeout=SLOW)
        assert cells(page) == [["4", "1", "1", "0"], ["1", "1", "2", "2"]]
    for page in pages:
        page.locator("[data-do=sign]").click()
        expect(page.locator("[data-show=signed]").last).to_be_visible(timeout=SLOW)
    round_.refresh_from_db()
    assert round_.state == "certified"


def test_while_the_vote_is_on_only_turnout_shows(round_: Round, pages: list[Page]) -> None:
    record_attendance(round_id=round_.pk, actor=None, present=6)
    open_round(round_id=round_.pk, actor=None)
    at(pages[0], "voting")
    assert pages[0].locator("[data-text=summoned]").inner_text() == "6"


def test_a_share_is_sent_once_and_the_same_after_reopening(round_: Round, pages: list[Page]) -> None:
    close_with(round_, VOTES)
    page = pages[0]
    page.route(re.compile("/post$"), lambda route: route.abort())
    help_open(page)
    expect(page.locator("[data-show=lost]")).to_be_visible(timeout=SLOW)
    page.unroute(re.compile("/post$"))
    page.reload()
    help_open(page)
    expect(page.locator("[data-show=opening-waiting]")).to_be_visible(timeout=SLOW)
    assert PartialDecryption.objects.get(round=round_).good


def test_a_second_tally_is_refused_by_the_device(round_: Round, pages: list[Page]) -> None:
    close_with(round_, VOTES)
    page = pages[0]
    page.route(re.compile("/post$"), lambda route: route.abort())
    help_open(page)
    expect(page.locator("[data-show=lost]")).to_be_visible(timeout=SLOW)
    page.evaluate(OTHER_TALLY)
    page.unroute(re.compile("/post$"))
    page.reload()
    help_open(page)
    at(page, "alarm")
    assert not PartialDecryption.objects.exists()


OTHER_TALLY = """async () => {
  const open = indexedDB.open('tinnhiem-counting-team', 1);
  await new Promise((done) => { open.onsuccess = done; });
  const table = open.result.transaction('parts', 'readwrite').objectStore('parts');
  const keys = await new Promise((done) => { const r = table.getAllKeys(); r.onsuccess = () => done(r.result); });
  const record = await new Promise((done) => { const r = table.get(keys[0]); r.onsuccess = () => done(r.result); });
  await new Promise((done) => { table.put({ ...record, tally: '00'.repeat(32) }, keys[0]).onsuccess = done; });
}"""


def test_a_server_that_lies_is_found_out(round_: Round, pages: list[Page]) -> None:
    """Other sums, a ballot withheld, one that was never issued: each told to one member."""
    close_with(round_, VOTES)
    sums = Sums.from_bytes(bytes(EncryptedTally.objects.get().sums))
    size = body_bytes(2) + SIGNATURE_BYTES + 1 + TOKEN_BYTES

    def other_sums(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(json={**answer.json(), "sums": (sums + sums).to_bytes().hex()})

    def fewer_ballots(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.body()[size:])

    def no_token(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.body()[:-64] + bytes(64))

    pages[0].route(re.compile("/sums$"), other_sums)
    pages[1].route(re.compile("/ballots$"), fewer_ballots)
    pages[2].route(re.compile("/ballots$"), no_token)
    for page, said in zip(pages, ("tổng", "mã niêm phong", "hợp lệ"), strict=True):
        at(page, "alarm")
        expect(page.locator("[data-text=alarm]")).to_contain_text(said, ignore_case=True)
    assert not PartialDecryption.objects.exists()


def test_minutes_that_state_other_numbers_are_found_out(round_: Round, pages: list[Page]) -> None:
    close_with(round_, VOTES)
    for page in pages[:2]:
        help_open(page)
        expect(page.locator("[data-show=opening-waiting]")).to_be_visible(timeout=SLOW)

    def lie(route: Route) -> None:
        told = route.fetch().json()
        told["statement"]["lines"][0]["high"] -= 1
        told["statement"]["lines"][0]["low"] += 1
        data = canonical_json(told["statement"])
        route.fulfill(json={**told, "text": data.decode(), "hash": H("minutes", data).hex()})

    pages[0].route(re.compile("/statement$"), lie)
    open_box(round_id=round_.pk)
    at(pages[0], "alarm")
    assert not MinutesSignature.objects.exists()


def test_a_lost_device_opens_and_signs_with_the_sheet(committed: None, new_context: NewContext) -> None:
    round_ = make_sealed_round(lines=1, voters=6, members=1)
    head = User.objects.get(committees__round=round_)
    lost = visit(new_context(user=head), round_)
    groups = prepare(lost)
    code(lost)
    lost.locator("[data-do=confirm]").click()
    at(lost, "locked")
    lost.close()
    round_.refresh_from_db()
    close_with(round_, [[Level.HIGH]] * 6)
    page = visit(new_context(user=head), round_)
    at(page, "recover")
    page.locator("#from-words").fill(" ".join(groups))
    page.locator("[data-form=from-words] [type=submit]").click()
    help_open(page)
    expect(page.locator("[data-show=opening-waiting]")).to_be_visible(timeout=SLOW)
    open_box(round_id=round_.pk)
    another = visit(new_context(user=head), round_)
    at(another, "minutes")
    expect(another.locator("[data-check=counts]")).to_have_attribute("data-state", "done", timeout=SLOW)
    another.locator("[data-do=sign]").click()
    at(another, "recover")
    another.locator("#from-words").fill(" ".join(groups))
    another.locator("[data-form=from-words] [type=submit]").click()
    at(another, "minutes")
    another.locator("[data-do=sign]").click()
    expect(another.locator("[data-show=signed]").last).to_be_visible(timeout=SLOW)
    round_.refresh_from_db()
    assert round_.state == "certified"
