"""The team opens the box in its browsers and signs; each device counts again for itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from ballots.models import EncryptedTally, PartialDecryption
from ballots.sealing.hashing import H
from ballots.sealing.manifest import canonical_json
from ballots.sealing.opening import Sums
from ballots.sealing.recovery import seed_to_words
from ballots.sealing.wire import Level
from results.models import MinutesSignature
from results.services import open_box
from rounds.models import Round
from rounds.services import open_round, record_attendance
from tests.ballots.hall import devices_of_team, keyed_round
from tests.ballots.team import Device, close_with
from tests.browser.team_pages import SLOW, at, bring, help_open, keep, sign
from tests.browser.test_committee_ceremony import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewContext = Callable[..., BrowserContext]
Lie = Callable[[Route], None]
HIGH, MID, LOW = Level.HIGH, Level.CONFIDENCE, Level.LOW
VOTES: list[list[Level | None]] = [
    [HIGH, MID], [HIGH, LOW], [HIGH, None], [MID, LOW], [LOW, None], [HIGH, HIGH],
]  # fmt: skip


@pytest.fixture
def round_(committed: None) -> Round:
    """A round whose box three members have locked on devices of which we know the seeds."""
    return keyed_round(lines=2, voters=6, members=3)


@pytest.fixture
def devices(round_: Round) -> list[Device]:
    return devices_of_team(round_)


def helped(page: Page) -> None:
    expect(page.locator("[data-show=opening-waiting]")).to_be_visible(timeout=SLOW)


def cells(page: Page) -> list[list[str]]:
    rows = page.locator("[data-list=lines] tr")
    return [rows.nth(i).locator("td").all_inner_texts() for i in range(rows.count())]


def test_three_members_open_and_sign(round_: Round, devices: list[Device], new_context: NewContext) -> None:
    pages = [bring(new_context(user=device.user), device) for device in devices]
    at(pages[0], "locked")
    close_with(round_, VOTES)
    for page in pages[:2]:
        help_open(page)
        helped(page)
    assert PartialDecryption.objects.filter(round=round_, good=True).count() == 2
    open_box(round_id=round_.pk)
    for page in pages:
        at(page, "minutes")
        expect(page.locator("[data-list=lines] tr")).to_have_count(2, timeout=SLOW)
        assert cells(page) == [["4", "1", "1", "0"], ["1", "1", "2", "2"]]
    for page in pages:
        sign(page)
        expect(page.locator("[data-show=signed]").last).to_be_visible(timeout=SLOW)
    round_.refresh_from_db()
    assert round_.state == "certified"


def test_while_the_vote_is_on_only_turnout_shows(
    round_: Round, devices: list[Device], new_context: NewContext
) -> None:
    record_attendance(round_id=round_.pk, actor=None, present=6)
    open_round(round_id=round_.pk, actor=None)
    page = visit(new_context(user=devices[0].user), round_)
    at(page, "voting")
    assert page.locator("[data-text=summoned]").inner_text() == "6"


def test_a_device_gives_one_share_of_one_tally(
    round_: Round, devices: list[Device], new_context: NewContext
) -> None:
    close_with(round_, VOTES)
    page = bring(new_context(user=devices[0].user), devices[0], tally="00" * 32)
    help_open(page)
    at(page, "alarm")
    assert not PartialDecryption.objects.exists()
    keep(page, devices[0])
    page.reload()
    page.route(re.compile("/post$"), lambda route: route.abort())
    help_open(page)
    expect(page.locator("[data-show=lost]")).to_be_visible(timeout=SLOW)
    page.unroute(re.compile("/post$"))
    page.reload()
    help_open(page)
    helped(page)
    assert PartialDecryption.objects.get(round=round_).good


def test_a_server_that_lies_is_found_out(
    round_: Round, devices: list[Device], new_context: NewContext
) -> None:
    close_with(round_, VOTES)
    found_out(new_context(user=devices[0].user), devices[0], LIES_ABOUT_THE_BOX)
    assert not PartialDecryption.objects.exists()
    for device in devices[:2]:
        device.open()
    open_box(round_id=round_.pk)
    found_out(new_context(user=devices[2].user), devices[2], LIES_IN_THE_MINUTES)
    assert not MinutesSignature.objects.exists()


def found_out(context: BrowserContext, device: Device, lies: list[tuple[str, Lie, str]]) -> None:
    """Tell one lie after the other to one device; each time it says what does not hold."""
    page = bring(context, device)
    for address, lie, said in lies:
        pattern = re.compile(f"/{address}$")
        context.route(pattern, lie)
        page.reload()
        at(page, "alarm")
        expect(page.locator("[data-text=alarm]")).to_contain_text(said)
        context.unroute(pattern)


def _other_sums(route: Route) -> None:
    answer, sums = route.fetch(), Sums.from_bytes(bytes(EncryptedTally.objects.get().sums))
    route.fulfill(response=answer, json={**answer.json(), "sums": (sums + sums).to_bytes().hex()})


def _other_token_key(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, json={**answer.json(), "token_secret": "01" + "00" * 31})


def _ballots(change: Callable[[list[bytes]], list[bytes]]) -> Lie:
    def lie(route: Route) -> None:
        answer = route.fetch()
        body, size = answer.body(), len(answer.body()) // len(VOTES)
        frames = [body[at : at + size] for at in range(0, len(body), size)]
        route.fulfill(response=answer, body=b"".join(change(frames)))

    return lie


def _minutes(line: dict[str, int] | None = None, **numbers: int) -> Lie:
    def lie(route: Route) -> None:
        told = route.fetch().json()
        told["statement"]["lines"][0] |= line or {}
        told["statement"] |= numbers
        data = canonical_json(told["statement"])
        route.fulfill(json={**told, "text": data.decode(), "hash": H("minutes", data).hex()})

    return lie


LIES_ABOUT_THE_BOX = [
    ("sums", _other_sums, "Tổng không phải"),
    ("sums", _other_token_key, "Khóa mà máy chủ dùng để phát phiếu"),
    ("ballots", _ballots(lambda frames: frames[1:]), "Mã niêm phong không khớp"),
    ("ballots", _ballots(lambda frames: [frames[0][:-64] + bytes(64), *frames[1:]]), "phiếu hợp lệ khác"),
    ("ballots", _ballots(lambda frames: [frames[1], *frames[1:]]), "dùng chung một tờ phiếu"),
]
OTHERWISE = "Số liệu trong biên bản khác"
LIES_IN_THE_MINUTES = [
    ("statement", _minutes({"high": 3, "low": 2}), OTHERWISE),
    ("statement", _minutes(returned=5), OTHERWISE),
    ("statement", _minutes(returned=7, issued=7, present=7), OTHERWISE),
    ("statement", _minutes(issued=5), OTHERWISE),
    ("statement", _minutes(summoned=60), OTHERWISE),
]


def test_a_lost_device_opens_and_signs_with_the_sheet(committed: None, new_context: NewContext) -> None:
    round_ = keyed_round(lines=1, voters=6, members=1)
    (device,) = devices_of_team(round_)
    close_with(round_, [[HIGH]] * 6)
    page = visit(new_context(user=device.user), round_)
    _return(page, device)
    help_open(page)
    helped(page)
    open_box(round_id=round_.pk)
    another = visit(new_context(user=device.user), round_)
    sign(another)
    _return(another, device)
    sign(another)
    expect(another.locator("[data-show=signed]").last).to_be_visible(timeout=SLOW)
    round_.refresh_from_db()
    assert round_.state == "certified"


def _return(page: Page, device: Device) -> None:
    at(page, "recover")
    page.locator("#from-words").fill(seed_to_words(device.seed))
    page.locator("[data-form=from-words] [type=submit]").click()
