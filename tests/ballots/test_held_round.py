"""A session that holds the lock of one round does not stop the voters of another, nor occupy every thread."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from ballots import patience
from ballots.errors import RoundBusy
from ballots.services import casting
from operations.embedded import roles
from rounds.models import Round
from tests.ballots.hall import VoterDevice, open_round, voters

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
THREADS = 4
LIMIT = float(patience.LIMIT.removesuffix("s"))  # for which each request that waits does so


@contextmanager
def held(round_: Round) -> Iterator[None]:
    """A foreign session in the middle of something that took the round's lock."""
    name, number = (
        str(connection.settings_dict["NAME"]),
        int.from_bytes(round_.pk.bytes[:8], "big", signed=True),
    )
    with roles.connected(settings.PLACES, roles.OWNER, name) as session, session.transaction():
        session.execute("SELECT pg_advisory_xact_lock(%s)", [number])
        yield


def cast(round_: Round, frame: bytes) -> str:
    try:
        return str(casting.cast(round_id=round_.pk, frame=frame))
    except RoundBusy as error:
        return error.code
    finally:
        connection.close()


@pytest.mark.slow
def test_voters_of_another_round_cast_meanwhile() -> None:
    """Three times more requests for the held round come first than the web server has threads."""
    first, other = open_round(voters=12, lines=1), open_round(lines=1)
    frames = [VoterDevice(first, user).take().frame() for user in voters(first)]
    free = VoterDevice(other, voters(other)[0]).take().frame()
    with held(first), ThreadPoolExecutor(THREADS) as pool:
        begun = time.monotonic()
        waiting = [pool.submit(cast, first, frame) for frame in frames]
        receipt = pool.submit(cast, other, free).result()
        took = time.monotonic() - begun
        assert {answer.result() for answer in waiting} == {"busy"}
    assert "ballot" in receipt
    assert took < 6
    time.sleep(patience.PAUSE)
    assert "ballot" in cast(first, frames[0])


@pytest.mark.slow
def test_taking_a_ballot_waits_briefly_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSE", 600.0)  # the second is asked for within it, on any machine
    round_ = open_round(lines=1)
    with held(round_):
        for most in (8.0, LIMIT):  # the second is refused at once
            begun = time.monotonic()
            with pytest.raises(RoundBusy):
                VoterDevice(round_, voters(round_)[0]).take()
            assert time.monotonic() - begun < most
