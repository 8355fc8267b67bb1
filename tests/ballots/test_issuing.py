"""One blank ballot for each voter, once (docs/protocol.md §4.2)."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ballots.errors import BallotError, IssuedElsewhere, IssuingEnded, NotIssuingYet, RequestUnreadable
from ballots.models import IssuedBallot
from ballots.services import closing, issuing
from rounds.locks import lock_round
from rounds.models import Elector
from tests.ballots.hall import VoterDevice, locked_round, open_round, voters, waits_for_the_round
from tests.roles import make_user

pytestmark = pytest.mark.django_db
Wait = Callable[[Callable[[], bool]], bool]


def test_token_of_the_answer_is_good() -> None:
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    assert len(device.token) == 64
    assert IssuedBallot.objects.get().elector.user == device.user


def test_same_request_gets_same_answer() -> None:
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    first = device.token
    assert device.take().token == first
    assert IssuedBallot.objects.count() == 1


def test_other_request_is_refused() -> None:
    round_ = open_round()
    VoterDevice(round_, voters(round_)[0]).take()
    with pytest.raises(IssuedElsewhere):
        VoterDevice(round_, voters(round_)[0]).take()
    assert IssuedBallot.objects.count() == 1


def test_same_request_is_answered_after_issuing_has_ended() -> None:
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    closing.end_issuing(round_id=round_.pk, actor=None)
    assert device.take().token


def test_nothing_is_issued_off_the_roll() -> None:
    round_ = open_round()
    with pytest.raises(Elector.DoesNotExist):
        VoterDevice(round_, make_user()).take()
    assert not IssuedBallot.objects.exists()


def test_nothing_is_issued_before_opening() -> None:
    round_ = locked_round()
    with pytest.raises(NotIssuingYet):
        VoterDevice(round_, voters(round_)[0]).take()
    assert not IssuedBallot.objects.exists()


def test_nothing_is_issued_after_the_end() -> None:
    round_ = open_round()
    closing.end_issuing(round_id=round_.pk, actor=None)
    with pytest.raises(IssuingEnded):
        VoterDevice(round_, voters(round_)[0]).take()
    assert not IssuedBallot.objects.exists()


def test_end_of_issuing_holds_after_clock_change(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = open_round()
    closing.end_issuing(round_id=round_.pk, actor=None)
    earlier = timezone.now() - datetime.timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: earlier)
    with pytest.raises(IssuingEnded):
        VoterDevice(round_, voters(round_)[0]).take()


@pytest.mark.parametrize("blinded", ["", "zz", "00" * 32, "ff" * 32, "0" * 63, "AB" * 32, " " + "00" * 32])
def test_unreadable_request_is_refused(blinded: str) -> None:
    round_ = open_round()
    with pytest.raises(RequestUnreadable):
        issuing.issue(user=voters(round_)[0], round_id=round_.pk, blinded=blinded)
    assert not IssuedBallot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_refuses_after_the_end(committed: None) -> None:
    round_ = open_round()
    closing.end_issuing(round_id=round_.pk, actor=None)
    row = IssuedBallot(elector=round_.electors.all()[0], round=round_, blinded="00", evaluated="", proof="")
    with pytest.raises(IntegrityError, match="no ballot is issued"):
        row.save(force_insert=True)
    assert not IssuedBallot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_issue_that_waits_for_the_end_is_refused(committed: None, wait_until: Wait) -> None:
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0])
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_round(round_.pk)
            answer = pool.submit(_take, device)
            wait_until(waits_for_the_round)
            closing.end_issuing(round_id=round_.pk, actor=None)
        assert isinstance(answer.result(), IssuingEnded)
    assert not IssuedBallot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_threads_get_one_ballot(committed: None) -> None:
    round_ = open_round()
    devices = [VoterDevice(round_, voters(round_)[0]) for _number in range(4)] * 2
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(_take, devices))
    good = {device.blinded for device, error in zip(devices, answers, strict=True) if error is None}
    assert len(good) == 1
    assert {type(error) for error in answers if error} == {IssuedElsewhere}
    assert IssuedBallot.objects.get().blinded == good.pop().hex()


def _take(device: VoterDevice) -> BallotError | None:
    try:
        device.take()
    except BallotError as error:
        return error
    finally:
        connection.close()
    return None
