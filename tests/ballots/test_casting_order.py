"""Casting checks the token before anything that grows with the number of lines."""

from collections.abc import Callable
from typing import Any

import pytest

from ballots.errors import BallotRefused
from ballots.protocol import group, signing, wire
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

    def noted(name: str, act: Callable[..., bool]) -> Callable[..., bool]:
        def acting(*given: Any) -> bool:
            done.append(name)
            return act(*given)

        return acting

    monkeypatch.setattr(wire, "is_point", noted("point", group.is_point))
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


def test_true_token_is_followed_by_points_and_signature(device: VoterDevice, work: list[str]) -> None:
    device.cast()
    assert set(work) == {"point", "signature"}
