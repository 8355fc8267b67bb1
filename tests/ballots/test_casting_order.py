"""Casting checks the token first, then form, signature and proofs; ballot and verdict are one statement."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ballots.errors import BallotRefused
from ballots.models import CastBallot, ProofCheck
from ballots.protocol import group, signing, verification, wire
from ballots.protocol.ballot import encode_frame
from ballots.services import casting
from tests.ballots.hall import VoterDevice, open_round, voters

pytestmark = pytest.mark.django_db


@pytest.fixture
def device() -> VoterDevice:
    round_ = open_round()
    return VoterDevice(round_, voters(round_)[0]).take()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each point that is decoded and each signature that is verified."""
    done: list[str] = []

    def noted(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(*given: Any) -> Any:
            done.append(name)
            return act(*given)

        return acting

    monkeypatch.setattr(wire, "is_point", noted("point", group.is_point))
    monkeypatch.setattr(wire, "looks_like_point", noted("point", group.looks_like_point))
    monkeypatch.setattr(verification, "verify_proofs", noted("proofs", verification.verify_proofs))
    monkeypatch.setattr(signing, "verify", noted("signature", signing.verify))
    return done


@pytest.mark.parametrize("token", [b"", bytes(64)])
def test_false_token_costs_neither_points_nor_signature(
    device: VoterDevice, work: list[str], token: bytes
) -> None:
    sealed = device.seal()
    frame = encode_frame(sealed.body, sealed.signature, token)
    with pytest.raises(BallotRefused) as refusal:
        casting.cast(round_id=device.round_.pk, frame=frame)
    assert (refusal.value.reason, work) == ("token", [])


def test_short_ballot_is_proved_before_its_receipt(device: VoterDevice, work: list[str]) -> None:
    with CaptureQueriesContext(connection) as queries:
        receipt = casting.cast(round_id=device.round_.pk, frame=device.frame())
    assert list(dict.fromkeys(work)) == ["point", "signature", "proofs"]
    assert len(queries) == 1
    assert ProofCheck.objects.get(ballot=receipt["ballot"]).valid


def test_long_ballot_is_left_to_workers(
    device: VoterDevice, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casting, "MOST_LINES_PROVED", device.box.election.n_lines - 1)
    device.cast()
    assert list(dict.fromkeys(work)) == ["point", "signature"]
    assert not ProofCheck.objects.exists()


def test_refused_proof_leaves_the_blank_ballot_unused(device: VoterDevice) -> None:
    with pytest.raises(BallotRefused) as refusal:
        casting.cast(round_id=device.round_.pk, frame=device.badly_sealed())
    assert (refusal.value.reason, refusal.value.message) == ("proof", BallotRefused.badly_sealed)
    assert not CastBallot.objects.exists()
    assert not ProofCheck.objects.exists()
    assert device.cast()
