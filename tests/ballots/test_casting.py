"""Casting: the ballot is durable before the answer (docs/protocol.md §5)."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ballots.errors import BallotError, BallotRefused, BoxClosed, BoxNotOpen, CredentialUsed
from ballots.models import CastBallot
from ballots.protocol import merkle
from ballots.protocol.ballot import encode_frame
from ballots.protocol.receipt import verify_receipt
from ballots.services import casting, closing
from rounds.entries import entries_of
from rounds.locks import lock_round
from rounds.models import Round
from tests.ballots.hall import VoterDevice, locked_round, open_round, voters, waits_for_the_round
from tests.ballots.team import token_for

pytestmark = pytest.mark.django_db
Wait = Callable[[Callable[[], bool]], bool]


@pytest.fixture
def device() -> VoterDevice:
    round_ = open_round()
    return VoterDevice(round_, voters(round_)[0]).take()


def test_receipt_is_signed_by_the_round(device: VoterDevice) -> None:
    receipt = device.cast()
    assert verify_receipt(receipt, bytes.fromhex(device.round_.keys.receipt_public))
    assert CastBallot.objects.get().hash == receipt["ballot"]


def test_same_ballot_gets_same_receipt(device: VoterDevice) -> None:
    frame = device.frame()
    receipts = [casting.cast(round_id=device.round_.pk, frame=frame) for _number in range(3)]
    assert receipts[0] == receipts[1] == receipts[2]
    assert CastBallot.objects.count() == 1


def test_other_ballot_under_used_credential_is_refused(device: VoterDevice) -> None:
    first = device.cast()
    with pytest.raises(CredentialUsed):
        device.cast()
    assert CastBallot.objects.get().hash == first["ballot"]


def test_nothing_is_taken_before_opening() -> None:
    round_ = locked_round()
    device = VoterDevice(round_, voters(round_)[0])
    device.token = token_for(round_, device.credential)
    with pytest.raises(BoxNotOpen):
        device.cast()
    assert not CastBallot.objects.exists()


def test_issued_ballot_is_taken_during_the_grace(device: VoterDevice) -> None:
    closing.end_issuing(round_id=device.round_.pk, actor=None)
    assert device.cast()


def test_nothing_is_taken_after_the_grace() -> None:
    round_ = open_round(grace_seconds=0)
    device = VoterDevice(round_, voters(round_)[0]).take()
    closing.end_issuing(round_id=round_.pk, actor=None)
    with pytest.raises(BoxClosed):
        device.cast()
    assert not CastBallot.objects.exists()


def test_refusal_holds_after_clock_change(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = open_round(grace_seconds=0)
    device = VoterDevice(round_, voters(round_)[0]).take()
    frame, late = device.frame(), timezone.now() + datetime.timedelta(hours=5)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: late)
        with pytest.raises(BoxClosed):
            casting.cast(round_id=round_.pk, frame=frame)
    with pytest.raises(BoxClosed):
        casting.cast(round_id=round_.pk, frame=frame)
    assert not CastBallot.objects.exists()
    found = Round.objects.get(pk=round_.pk)
    assert (found.state, found.issuing_ended_at) == (Round.State.CLOSED, found.closes_at)
    assert found.fingerprint == merkle.root([]).hex()


def test_ballot_in_the_box_gets_its_receipt_after_closing(device: VoterDevice) -> None:
    frame = device.frame()
    receipt = casting.cast(round_id=device.round_.pk, frame=frame)
    closing.end_issuing(round_id=device.round_.pk, actor=None)
    closing.close_round(round_id=device.round_.pk, actor=None)
    assert casting.cast(round_id=device.round_.pk, frame=frame) == receipt


@pytest.mark.slow
def test_ballot_of_another_round_is_refused(device: VoterDevice) -> None:
    other = open_round()
    with pytest.raises(BallotRefused) as refusal:
        casting.cast(round_id=other.pk, frame=device.frame())
    assert refusal.value.reason == "election"


def test_ballot_without_token_is_refused(device: VoterDevice) -> None:
    device.token = b""
    with pytest.raises(BallotRefused) as refusal:
        device.cast()
    assert refusal.value.reason == "token"


def test_token_of_another_credential_is_refused(device: VoterDevice) -> None:
    other = VoterDevice(device.round_, voters(device.round_)[1]).take()
    sealed = device.seal()
    with pytest.raises(BallotRefused) as refusal:
        casting.cast(
            round_id=device.round_.pk, frame=encode_frame(sealed.body, sealed.signature, other.token)
        )
    assert refusal.value.reason == "token"


@pytest.mark.parametrize("position", [0, 10, 40, 71, 80, 300, -140, -70, -1])
def test_a_changed_byte_is_refused(device: VoterDevice, position: int) -> None:
    frame = bytearray(device.frame())
    frame[position] ^= 1
    with pytest.raises(BallotRefused):
        casting.cast(round_id=device.round_.pk, frame=bytes(frame))
    assert not CastBallot.objects.exists()


@pytest.mark.parametrize("change", [b"", b"tn2b", b"\0" * 100])
def test_bytes_that_are_no_frame_are_refused(device: VoterDevice, change: bytes) -> None:
    with pytest.raises(BallotRefused):
        casting.cast(round_id=device.round_.pk, frame=change)


def test_refused_ballot_leaves_the_credential_unused(device: VoterDevice) -> None:
    with pytest.raises(BallotRefused):
        casting.cast(round_id=device.round_.pk, frame=device.frame() + b"\0")
    assert device.cast()


@pytest.mark.django_db(transaction=True)
def test_eight_threads_put_one_ballot_in(committed: None) -> None:
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    frames = [device.frame() for _number in range(4)] * 2
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda frame: _cast(round_, frame), frames))
    receipts = {answer["ballot"] for answer in answers if isinstance(answer, dict)}
    assert receipts == {CastBallot.objects.get().hash}
    assert {type(answer) for answer in answers} == {dict, CredentialUsed}


@pytest.mark.django_db(transaction=True)
def test_cast_that_waits_for_the_closing_is_refused(committed: None, wait_until: Wait) -> None:
    round_ = open_round(grace_seconds=0)
    device = VoterDevice(round_, voters(round_)[0]).take()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_round(round_.pk)
            answer = pool.submit(_cast, round_, device.frame())
            wait_until(waits_for_the_round)
            closing.end_issuing(round_id=round_.pk, actor=None)
            closing.close_round(round_id=round_.pk, actor=None)
        assert isinstance(answer.result(), BoxClosed)
    assert not CastBallot.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_many_refused_at_once_close_the_box_once(committed: None) -> None:
    round_ = open_round(voters=8, grace_seconds=0)
    devices = [VoterDevice(round_, user).take() for user in voters(round_)]
    devices[0].cast()
    closing.end_issuing(round_id=round_.pk, actor=None)
    with ThreadPoolExecutor(7) as pool:
        answers = list(pool.map(lambda device: _cast(round_, device.frame()), devices[1:]))
    assert {type(answer) for answer in answers} == {BoxClosed}
    assert CastBallot.objects.count() == 1
    assert len(entries_of(round_, "closed")) == 1


def _cast(round_: Round, frame: bytes) -> casting.Receipt | BallotError:
    try:
        return casting.cast(round_id=round_.pk, frame=frame)
    except BallotError as error:
        return error
    finally:
        connection.close()


def test_database_writes_before_it_answers(device: VoterDevice) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('synchronous_commit'), current_setting('fsync')")
        assert cursor.fetchone() == ("on", "on")
