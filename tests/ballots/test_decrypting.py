"""Decryption shares: any t members suffice, fewer do not, a false share is set aside."""

from collections.abc import Callable
from itertools import combinations
from operator import itemgetter
from typing import Any

import pytest

from ballots.manifest import keys_of
from ballots.models import EncryptedTally, PartialDecryption
from ballots.protocol.decryption import OpeningError, Sums, combine, empty_sums, verify_partial
from ballots.protocol.wire import LevelIndex
from ballots.services.decrypting import (
    MOST_BAD_SHARES,
    AlreadyHelped,
    BadShare,
    NotCounted,
    OpeningRefused,
    TooFewBallots,
)
from rounds.models import Round
from tests.ballots.team import TeamDevice, close_with, counts, locked
from tests.remembered import recalled
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db
H, C, L = LevelIndex.HIGH, LevelIndex.CONFIDENCE, LevelIndex.LOW
VOTES: list[list[LevelIndex | None]] = [[H, C], [H, L], [H, None], [C, L], [L, None]]
COUNTS = [(3, 1, 1), (0, 1, 2)]
FALSE = 5  # a secret that is nobody's share


def frozen_round_of_three() -> Round:
    return make_frozen_round(lines=2, voters=5, members=3)


def closed_round() -> tuple[Round, list[TeamDevice]]:
    round_ = frozen_round_of_three()
    devices = locked(round_)
    close_with(round_, VOTES)
    return round_, devices


@pytest.fixture
def closed() -> tuple[Round, list[TeamDevice]]:
    """A round whose ballots are added up, and its members' devices."""
    return recalled("closed for decrypting", closed_round, itemgetter(0))


@pytest.fixture
def round_(closed: tuple[Round, list[TeamDevice]]) -> Round:
    return closed[0]


@pytest.fixture
def devices(closed: tuple[Round, list[TeamDevice]]) -> list[TeamDevice]:
    return closed[1]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The enqueued tasks; browser tests use the real queue."""
    asked: list[str] = []
    monkeypatch.setattr("ballots.queue.send", lambda task, round_id: asked.append(f"{task} {round_id}"))
    return asked


def opened(round_: Round, devices: list[TeamDevice]) -> list[tuple[int, int, int]]:
    """Combine the stored good shares as the server does."""
    keys, tally = keys_of(bytes(round_.manifest or b"")), EncryptedTally.objects.get(pk=round_.pk)
    sums, election = Sums.from_bytes(bytes(tally.sums)), bytes.fromhex(round_.election_id or "")

    def points(index: int, share: bytes, key: bytes, signing: bytes) -> tuple[bytes, ...]:
        return verify_partial(
            share, election_id=election, member=index, share_key=key, signing_key=signing, sums=sums
        )

    partials = {
        d.index: points(d.index, d.share(), keys.share[d.index], keys.signing[d.index]) for d in devices
    }
    own = points(0, bytes.fromhex(tally.server_partial["share"]), keys.server, keys.receipt)
    return combine(partials=partials, server=own, sums=sums, threshold=keys.threshold)


def test_every_t_of_n_find_the_same_counts(round_: Round, devices: list[TeamDevice]) -> None:
    assert [opened(round_, list(pair)) for pair in combinations(devices, 2)] == [COUNTS] * 3


def test_fewer_than_t_find_nothing(round_: Round, devices: list[TeamDevice]) -> None:
    with pytest.raises(OpeningError):
        opened(round_, devices[:1])


def test_the_box_is_opened_when_t_good_shares_are_in(
    round_: Round, devices: list[TeamDevice], sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        devices[0].open()
    assert sent == []
    with django_capture_on_commit_callbacks(execute=True):
        devices[2].open()
    assert sent == [f"results.open_box {round_.pk}"]


@pytest.mark.slow
def test_one_member_alone_opens_a_box_of_one() -> None:
    round_ = make_frozen_round(lines=2, voters=5, members=1)
    devices = locked(round_)
    close_with(round_, VOTES)
    assert devices[0].open().good
    assert opened(round_, devices) == COUNTS


def test_false_share_is_stored_and_set_aside(
    round_: Round, devices: list[TeamDevice], sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        false = devices[0].open(devices[0].share(secret=FALSE))
        assert (false.good, false.reason) == (False, "share_proof")
        devices[1].open()
        assert sent == []
        assert devices[0].open().good
    assert sent == [f"results.open_box {round_.pk}"]
    assert PartialDecryption.objects.filter(round=round_).count() == 3


def flipped(device: TeamDevice) -> bytes:
    share = device.share()
    return share[:-65] + bytes([share[-65] ^ 1]) + share[-64:]


UNSIGNED: dict[str, Callable[[list[TeamDevice]], bytes]] = {
    "nothing": lambda _devices: b"",
    "too short": lambda _devices: b"tn2p",
    "too long": lambda _devices: bytes(3000),
    "a bit is flipped": lambda devices: flipped(devices[0]),
    "of other sums": lambda devices: devices[0].share(sums=empty_sums(2)),
    "of another member": lambda devices: devices[1].share(),
}


@pytest.mark.parametrize("name", UNSIGNED)
def test_unsigned_share_is_refused(round_: Round, devices: list[TeamDevice], name: str) -> None:
    share, before = UNSIGNED[name](devices), counts(round_)
    with pytest.raises(BadShare) as refusal:
        devices[0].open(share)
    assert refusal.value.status == 422
    assert counts(round_) == before


def test_junk_from_a_stolen_session_blocks_no_member(round_: Round, devices: list[TeamDevice]) -> None:
    for number in range(MOST_BAD_SHARES + 1):
        with pytest.raises(BadShare):
            devices[0].open(bytes([number]))
    assert not PartialDecryption.objects.filter(round=round_).exists()
    assert devices[0].open().good


def test_the_same_share_again_is_the_same_answer(round_: Round, devices: list[TeamDevice]) -> None:
    share = devices[0].share()
    assert devices[0].open(share).pk == devices[0].open(share).pk
    assert PartialDecryption.objects.filter(round=round_).count() == 1


def test_a_second_share_of_a_member_is_refused(round_: Round, devices: list[TeamDevice]) -> None:
    devices[0].open()
    before = counts(round_)
    with pytest.raises(AlreadyHelped):
        devices[0].open(devices[0].share())
    assert counts(round_) == before


def test_a_broken_device_does_not_fill_the_table(round_: Round, devices: list[TeamDevice]) -> None:
    for _number in range(MOST_BAD_SHARES):
        devices[0].open(devices[0].share(secret=FALSE))
    before = counts(round_)
    with pytest.raises(OpeningRefused):
        devices[0].open(devices[0].share(secret=FALSE))
    assert counts(round_) == before


@pytest.mark.slow
def test_not_before_the_ballots_are_added_up() -> None:
    round_ = frozen_round_of_three()
    devices = locked(round_)
    before = counts(round_)
    with pytest.raises(NotCounted):
        devices[0].open(b"early")
    assert counts(round_) == before


@pytest.mark.slow
@pytest.mark.parametrize(("ballots", "good"), [(4, False), (5, True)])
def test_never_below_the_minimum(ballots: int, good: bool) -> None:
    round_ = frozen_round_of_three()
    devices = locked(round_)
    close_with(round_, VOTES[:ballots])
    before = counts(round_)
    if good:
        assert devices[0].open().good
        return
    with pytest.raises(TooFewBallots):
        devices[0].open()
    assert counts(round_) == before
