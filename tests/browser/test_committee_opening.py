"""The team opens the box in its browsers and signs; each device counts again for itself."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from ballots.models import EncryptedTally, PartialDecryption
from ballots.protocol import merkle
from ballots.protocol.decryption import Sums, sum_bodies
from ballots.protocol.hashing import H
from ballots.protocol.recovery import seed_to_words
from ballots.protocol.wire import LevelIndex, decode_frame
from ballots.selectors import ballots_in_order
from common.canonical import canonical_json
from results.models import MinutesSignature
from results.services.opening import open_box
from rounds.models import Round
from rounds.services.moves import open_round, record_attendance
from tests.ballots.hall import devices_of_team, locked_round
from tests.ballots.team import TeamDevice, close_with
from tests.ballots.zero import confirm_empty
from tests.browser.team_pages import Lie, at, bring, found_out, help_open, keep, sign, telling
from tests.browser.test_committee_ceremony import visit
from tests.browser_fixtures import NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HIGH, MID, LOW = LevelIndex.HIGH, LevelIndex.CONFIDENCE, LevelIndex.LOW
VOTES: list[list[LevelIndex | None]] = [
    [HIGH, MID], [HIGH, LOW], [HIGH, None], [MID, LOW], [LOW, None], [HIGH, HIGH],
]  # fmt: skip


@pytest.fixture
def round_(committed: None) -> Round:
    """A round whose box three members have locked on devices with known seeds."""
    return locked_round(lines=2, voters=6, members=3)


@pytest.fixture
def devices(round_: Round) -> list[TeamDevice]:
    return devices_of_team(round_)


def helped(page: Page) -> None:
    expect(page.locator("[data-show=opening-waiting]")).to_be_visible()


def cells(page: Page) -> list[list[str]]:
    rows = page.locator("[data-list=lines] tr")
    return [rows.nth(i).locator("td").all_inner_texts() for i in range(rows.count())]


def test_three_members_open_and_sign(
    round_: Round, devices: list[TeamDevice], new_context: NewContext
) -> None:
    pages = [bring(new_context(user=device.user), device) for device in devices]
    at(pages[0], "locked")
    close_with(round_, VOTES)
    for page in pages[:2]:
        help_open(page)
        helped(page)
        expect(page.locator("[data-text=box-valid]")).to_have_text(str(len(VOTES)))
    assert PartialDecryption.objects.filter(round=round_, good=True).count() == 2
    open_box(round_id=round_.pk)
    for page in pages:
        at(page, "minutes")
        expect(page.locator("[data-list=lines] tr")).to_have_count(2)
        assert cells(page) == [["4", "1", "1", "0"], ["1", "1", "2", "2"]]
    for page in pages:
        sign(page)
        expect(page.locator("[data-show=signed]").last).to_be_visible()
    round_.refresh_from_db()
    assert round_.state == "certified"


def test_while_the_vote_is_on_only_turnout_shows(
    round_: Round, devices: list[TeamDevice], new_context: NewContext
) -> None:
    record_attendance(round_id=round_.pk, actor=None, present=6)
    confirm_empty(round_)
    open_round(round_id=round_.pk, actor=None)
    page = visit(new_context(user=devices[0].user), round_)
    at(page, "voting")
    assert page.locator("[data-text=summoned]").inner_text() == "6"


def test_a_device_gives_one_share_of_one_tally(
    round_: Round, devices: list[TeamDevice], new_context: NewContext
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
    expect(page.locator("[data-show=lost]")).to_be_visible()
    page.unroute(re.compile("/post$"))
    page.reload()
    help_open(page)
    helped(page)
    assert PartialDecryption.objects.get(round=round_).good


def test_lying_server_is_detected(round_: Round, devices: list[TeamDevice], new_context: NewContext) -> None:
    close_with(round_, VOTES)
    found_out(new_context(user=devices[0].user), devices[0], LIES_ABOUT_THE_BOX)
    assert not PartialDecryption.objects.exists()
    for device in devices[:2]:
        device.open()
    open_box(round_id=round_.pk)
    found_out(new_context(user=devices[2].user), devices[2], LIES_IN_THE_MINUTES)
    assert not MinutesSignature.objects.exists()


def _other_sums(told: dict[str, Any]) -> None:
    sums = Sums.from_bytes(bytes(EncryptedTally.objects.get().sums))
    told["sums"] = (sums + sums).to_bytes().hex()


def _ballots(change: Callable[[list[bytes]], list[bytes]]) -> Lie:
    def lie(route: Route) -> None:
        answer = route.fetch()
        body, size = answer.body(), len(answer.body()) // len(VOTES)
        frames = [body[at : at + size] for at in range(0, len(body), size)]
        route.fulfill(response=answer, body=b"".join(change(frames)))

    return lie


def _one_ballot(route: Route) -> None:
    """A consistent box of one chosen ballot, while the board claims fifty."""
    frame = next(ballots_in_order(Round.objects.get()))
    ballot = decode_frame(frame)
    root = merkle.root([ballot.hash]).hex()
    sums = sum_bodies([ballot.body], 2).to_bytes().hex()
    if route.request.url.endswith("/ballots"):
        route.fulfill(response=route.fetch(), body=frame)
    elif route.request.url.endswith("/sums"):
        box = {"sums": sums, "returned": 1, "valid": 1, "aside": {}, "fingerprint": root}
        telling(lambda told: told.update(box))(route)
    else:
        telling(lambda board: _say(board, fifty=root))(route)


def _say(board: dict[str, Any], fifty: str) -> None:
    board["round"] |= {"fingerprint": fifty, "min_ballots": 1}
    board["opening"] |= {"returned": 50, "valid": 50}


def _minutes(line: dict[str, int] | None = None, **others: object) -> Lie:
    def change(stated: dict[str, Any]) -> None:
        stated["lines"][0] |= line or {}
        stated |= others

    return _stated(change)


def _stated(change: Callable[[dict[str, Any]], None]) -> Lie:
    def state(told: dict[str, Any]) -> None:
        change(told["statement"])
        data = canonical_json(told["statement"])
        told |= {"text": data.decode(), "hash": H("minutes", data).hex()}

    return telling(state)


def _swapped_names(stated: dict[str, Any]) -> None:
    first, second = stated["lines"]
    first["name"], second["name"] = second["name"], first["name"]


def _other_fingerprint(route: Route) -> None:
    """Board and minutes agree on a fingerprint that differs from the device's own."""
    other = "00" * 32
    is_board = route.request.url.endswith("/board")
    on_board = telling(lambda board: board["round"].update(fingerprint=other))
    (on_board if is_board else _minutes(fingerprint=other))(route)


def _second_manifest() -> Lie:
    """The sums come with the sealed manifest first; the shares, later, with a lower threshold."""
    asked = count()

    def change(told: dict[str, Any]) -> None:
        if next(asked):
            told["manifest"] = told["manifest"].replace('"threshold":2', '"threshold":1')

    return telling(change)


LIES_ABOUT_THE_BOX = [
    ("sums", telling(_other_sums), "không phải của các phiếu trong hòm"),
    (
        "sums",
        telling(lambda told: told.update(token_secret="01" + "00" * 31)),
        "Khóa mà máy chủ dùng để phát phiếu",
    ),
    ("ballots", _ballots(lambda frames: frames[1:]), "không khớp với các phiếu"),
    ("ballots", _ballots(lambda frames: [frames[0][:-64] + bytes(64), *frames[1:]]), "phiếu hợp lệ khác"),
    ("ballots", _ballots(lambda frames: [frames[1], *frames[1:]]), "dùng chung một tờ phiếu"),
    ("(board|ballots|sums)", _one_ballot, "ít hơn mức tối thiểu đã chốt"),
    (
        "board",
        telling(lambda board: board["opening"].update(valid=50, returned=50)),
        "khác với kết quả thiết bị này tự tính",
    ),
]
OTHERWISE = "Số liệu trong biên bản khác"
OTHER_WORDS = "tên người được lấy phiếu"
LIES_IN_THE_MINUTES = [
    ("statement", _minutes({"high": 3, "low": 2}), OTHERWISE),
    ("statement", _minutes(returned=5), OTHERWISE),
    ("statement", _minutes(returned=7, issued=7, present=7), OTHERWISE),
    ("statement", _minutes(issued=5), OTHERWISE),
    ("statement", _minutes(summoned=60), OTHERWISE),
    ("statement", _minutes(not_issued=1), OTHERWISE),
    ("statement", _minutes(code="0000-0000-0000-0000"), OTHER_WORDS),
    ("statement", _minutes(zero={"at": "2026-01-01T00:00:00+00:00", "by": 2}), OTHER_WORDS),
    ("statement", _minutes(title="Hội nghị khác"), OTHER_WORDS),
    ("statement", _stated(_swapped_names), OTHER_WORDS),
    ("(board|statement)", _other_fingerprint, OTHER_WORDS),
    ("sums", _second_manifest(), "không phải hòm ông/bà đã khóa"),
]


def test_a_lost_device_opens_and_signs_with_the_sheet(committed: None, new_context: NewContext) -> None:
    round_ = locked_round(lines=1, voters=6, members=1)
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
    expect(another.locator("[data-show=signed]").last).to_be_visible()
    round_.refresh_from_db()
    assert round_.state == "certified"


def _return(page: Page, device: TeamDevice) -> None:
    at(page, "recover")
    page.locator("#from-words").fill(seed_to_words(device.seed))
    page.locator("[data-form=from-words] [type=submit]").click()
