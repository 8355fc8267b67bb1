"""Closing: fingerprint, grace period, concurrent casts (docs/protocol.md §6)."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from ballots.errors import BoxClosed
from ballots.models import BoxKey, CastBallot
from ballots.protocol import merkle, voprf
from ballots.protocol.group import base_mul, decode_scalar
from ballots.services import casting, closing
from rounds.entries import entries_of
from rounds.errors import MoveRefused, Where
from rounds.models import Round
from tests.ballots.hall import VoterDevice, lose_server_keys, open_round, vote, voters

pytestmark = pytest.mark.django_db


def closed(round_: Round) -> Round:
    closing.end_issuing(round_id=round_.pk, actor=None)
    return closing.close_round(round_id=round_.pk, actor=None)


def test_fingerprint_is_the_root_over_all_ballots() -> None:
    round_ = open_round()
    hashes = [bytes.fromhex(receipt["ballot"]) for receipt in vote(round_, 5)]
    assert closed(round_).fingerprint == merkle.root(hashes).hex()


def test_token_key_is_published_so_that_anyone_can_check_tokens() -> None:
    round_ = open_round()
    vote(round_, 2)
    assert BoxKey.objects.get(pk=round_.pk).token_secret == ""
    closed(round_)
    key = BoxKey.objects.get(pk=round_.pk)
    secret = decode_scalar(bytes.fromhex(key.token_secret))
    assert base_mul(secret).hex() == key.token_public
    for ballot in CastBallot.objects.all():
        assert voprf.verify_token(secret, bytes.fromhex(ballot.credential), bytes(ballot.token))


def test_closing_twice_changes_nothing() -> None:
    round_ = open_round()
    vote(round_, 2)
    first = closed(round_)
    again = closing.close_round(round_id=round_.pk, actor=None)
    assert again.fingerprint == first.fingerprint
    assert len(entries_of(again, "closed")) == 1


def test_box_stays_open_while_ballots_are_issued() -> None:
    round_ = open_round()
    vote(round_, 5)
    with pytest.raises(MoveRefused) as refusal:
        closing.close_round(round_id=round_.pk, actor=None)
    (missing,) = refusal.value.missing
    assert missing.where == Where.ACTION
    assert Round.objects.get(pk=round_.pk).state == Round.State.OPEN


def test_box_waits_for_ballots_still_out() -> None:
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    with pytest.raises(MoveRefused):
        closed(round_)
    device.cast()
    assert closed(round_).state == Round.State.CLOSED


def test_box_does_not_wait_when_everybody_has_voted() -> None:
    round_ = open_round()
    vote(round_)
    assert closing.close_round(round_id=round_.pk, actor=None).state == Round.State.CLOSED


def test_beat_closes_after_the_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = open_round(grace_seconds=600)
    VoterDevice(round_, voters(round_)[0]).take()
    closing.end_issuing(round_id=round_.pk, actor=None)
    assert closing.close_due_rounds() == []
    later = timezone.now() + datetime.timedelta(seconds=601)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert [found.pk for found in closing.close_due_rounds()] == [round_.pk]


def test_beat_ends_issuing_at_the_closing_time(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = open_round()
    late = timezone.now() + datetime.timedelta(hours=5)
    monkeypatch.setattr(timezone, "now", lambda: late)
    closing.end_due_issuing()
    assert Round.objects.get(pk=round_.pk).issuing_ended_at == round_.closes_at
    assert [found.pk for found in closing.close_due_rounds()] == [round_.pk]


@pytest.mark.slow
def test_a_round_whose_keys_are_gone_does_not_keep_others_open() -> None:
    broken, good = open_round(grace_seconds=0), open_round(grace_seconds=0)
    for round_ in (broken, good):
        closing.end_issuing(round_id=round_.pk, actor=None)
    lose_server_keys(broken)
    assert [found.pk for found in closing.close_due_rounds()] == [good.pk]
    assert Round.objects.get(pk=broken.pk).state == Round.State.OPEN


def test_issuing_ends_once() -> None:
    round_ = open_round()
    first = closing.end_issuing(round_id=round_.pk, actor=None).issuing_ended_at
    assert closing.end_issuing(round_id=round_.pk, actor=None).issuing_ended_at == first
    assert len(entries_of(round_, "issuing_ended")) == 1


def test_closed_round_cannot_end_issuing() -> None:
    round_ = open_round()
    vote(round_)
    closed(round_)
    with pytest.raises(MoveRefused):
        closing.end_issuing(round_id=round_.pk, actor=None)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ballots_at_the_closing_instant_are_in_the_root_or_refused(committed: None) -> None:
    round_ = open_round(voters=12, grace_seconds=0)
    devices = [VoterDevice(round_, user).take() for user in voters(round_)]
    frames = [device.frame() for device in devices]
    with ThreadPoolExecutor(13) as pool:
        casts = [pool.submit(_cast, round_, frame) for frame in frames]
        pool.submit(_close, round_).result()
        receipts = [found.result() for found in casts]
    inside = [bytes.fromhex(receipt["ballot"]) for receipt in receipts if receipt]
    assert CastBallot.objects.count() == len(inside)
    assert Round.objects.get(pk=round_.pk).fingerprint == merkle.root(inside).hex()


def _cast(round_: Round, frame: bytes) -> casting.Receipt | None:
    try:
        return casting.cast(round_id=round_.pk, frame=frame)
    except BoxClosed:
        return None
    finally:
        connection.close()


def _close(round_: Round) -> None:
    try:
        closed(round_)
    finally:
        connection.close()
