"""Shares that arrive at the same instant: one per member, and the box is asked to open."""

from functools import partial

import pytest

from ballots.models import PartialDecryption
from ballots.protocol.wire import LevelIndex
from rounds.models import Round
from tests.ballots.team import close_with, locked
from tests.ballots.test_ceremony_races import THREADS, at_once
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr("ballots.queue.send", lambda task, _round_id: asked.append(task))
    return asked


@pytest.fixture
def round_(sent: list[str]) -> Round:
    return make_frozen_round(lines=1, voters=5, members=3)


@pytest.mark.slow
def test_eight_shares_of_one_member_leave_one(round_: Round) -> None:
    device = locked(round_)[0]
    close_with(round_, [[LevelIndex.HIGH]] * 5)
    shares = [device.share() for _number in range(THREADS)]
    calls = [partial(device.open, share) for share in shares]
    assert sorted(at_once(calls)) == ["AlreadyHelped"] * (THREADS - 1) + ["ok"]
    assert PartialDecryption.objects.filter(round=round_, good=True).count() == 1


@pytest.mark.slow
def test_the_last_shares_at_the_same_instant_open_the_box(round_: Round, sent: list[str]) -> None:
    devices = locked(round_)
    close_with(round_, [[LevelIndex.HIGH]] * 5)
    shares = [device.share() for device in devices[:2]]
    sent.clear()
    calls = [partial(d.open, share) for d, share in zip(devices, shares, strict=False)]
    assert at_once(calls) == ["ok", "ok"]
    assert sent == ["results.open_box"]
