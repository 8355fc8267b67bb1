"""Verifying and adding in small steps that any number of workers share (docs/protocol.md §8)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from ballots.models import CastBallot, EncryptedTally, ProofCheck, SumBatch
from ballots.protocol.ballot import LevelIndex
from ballots.services import casting, closing, counting
from ballots.turnouts import Turnout, turnout
from rounds.models import Round
from tests.ballots.hall import (
    VoterDevice,
    counts_of,
    open_round,
    proofs_left_to_workers,
    verdicts,
    vote,
    voters,
)

pytestmark = pytest.mark.django_db


def close(round_: Round) -> None:
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)


def cast_badly(device: VoterDevice) -> None:
    with proofs_left_to_workers():
        casting.cast(round_id=device.round_.pk, frame=device.badly_sealed())


def test_opened_counts_are_the_marks() -> None:
    round_ = open_round(lines=2, voters=5)
    high, low = LevelIndex.HIGH, LevelIndex.LOW
    marks: list[list[LevelIndex | None]] = [
        [high, low],
        [high, None],
        [high, low],
        [None, LevelIndex.CONFIDENCE],
        [low, low],
    ]
    for user, mine in zip(voters(round_), marks, strict=True):
        VoterDevice(round_, user).take().cast(mine)
    close(round_)
    assert counting.count(round_id=round_.pk)
    assert counts_of(round_) == [(3, 0, 1), (0, 1, 3)]


def test_verification_runs_while_the_vote_is_on() -> None:
    round_ = open_round()
    with proofs_left_to_workers():
        vote(round_, 3)
    assert counting.verify_pending(round_id=round_.pk) == 3
    assert counting.verify_pending(round_id=round_.pk) == 0
    assert set(ProofCheck.objects.values_list("valid", flat=True)) == {True}


def test_nothing_is_added_while_the_vote_is_on() -> None:
    round_ = open_round()
    vote(round_, 3)
    counting.count(round_id=round_.pk)
    assert not SumBatch.objects.exists()
    assert not EncryptedTally.objects.exists()


def test_bad_proof_is_found_kept_and_not_added() -> None:
    round_ = open_round()
    people = voters(round_)
    for user in people[:5]:
        VoterDevice(round_, user).take().cast()
    cast_badly(VoterDevice(round_, people[5]).take())
    close(round_)
    counting.count(round_id=round_.pk)
    assert verdicts(round_) == {"": 5, "proof": 1}
    assert EncryptedTally.objects.get().valid == 5
    assert CastBallot.objects.count() == 6


def test_rows_inserted_without_the_keys_are_not_counted() -> None:
    """With database access but without the keys: a ballot that was never issued, and a duplicate."""
    round_ = open_round(lines=1)
    people = voters(round_)
    for user in people[:5]:
        VoterDevice(round_, user).take().cast([LevelIndex.HIGH])
    own, twice = VoterDevice(round_, people[5]), CastBallot.objects.earliest("hash")
    sealed = own.seal([LevelIndex.LOW])
    CastBallot.objects.create(
        hash=sealed.hash.hex(),
        round=round_,
        credential=own.credential.hex(),
        body=sealed.body,
        signature=sealed.signature,
        token=bytes(64),
    )
    twice.hash, twice.credential = "0" * 64, "0" * 64
    twice.save(force_insert=True)
    close(round_)
    counting.count(round_id=round_.pk)
    assert verdicts(round_) == {"": 5, "name": 1, "token": 1}
    assert counts_of(round_) == [(5, 0, 0)]


def test_turnout() -> None:
    round_ = open_round(voters=7)
    vote(round_, 5)
    VoterDevice(round_, voters(round_)[6]).take()
    assert turnout(round_.pk) == Turnout(summoned=7, issued=6, returned=5)


def test_counting_twice_changes_nothing() -> None:
    round_ = open_round()
    vote(round_)
    close(round_)
    assert counting.count(round_id=round_.pk)
    before = EncryptedTally.objects.values().get()
    assert counting.count(round_id=round_.pk)
    assert EncryptedTally.objects.values().get() == before


def test_batches_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "SUM_BATCH", 2)
    round_ = open_round(voters=5, lines=1)
    for user in voters(round_):
        VoterDevice(round_, user).take().cast([LevelIndex.LOW])
    close(round_)
    counting.count(round_id=round_.pk)
    assert list(SumBatch.objects.order_by("number").values_list("ballots", flat=True)) == [2, 2, 1]
    assert counts_of(round_) == [(0, 0, 5)]
    assert EncryptedTally.objects.filter(pk=round_.pk).exists()


def test_server_gives_no_share_below_the_minimum() -> None:
    round_ = open_round()
    vote(round_, 4)
    close(round_)
    counting.count(round_id=round_.pk)
    assert EncryptedTally.objects.get().server_partial == {}


def test_empty_box_is_counted() -> None:
    round_ = open_round()
    close(round_)
    assert counting.count(round_id=round_.pk)
    assert EncryptedTally.objects.get().returned == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_several_workers_share_one_box(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "SUM_BATCH", 2)
    round_ = open_round(voters=9, lines=1)
    with proofs_left_to_workers():
        for user in voters(round_):
            VoterDevice(round_, user).take().cast([LevelIndex.HIGH])
    close(round_)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_count, [round_] * 4))
    counting.count(round_id=round_.pk)
    assert ProofCheck.objects.count() == 9
    assert SumBatch.objects.count() == 5
    assert counts_of(round_) == [(9, 0, 0)]


def _count(round_: Round) -> None:
    try:
        counting.count(round_id=round_.pk)
    finally:
        connection.close()
