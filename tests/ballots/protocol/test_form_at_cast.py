"""Casting checks the form only, with the same verdicts as full verification."""

import pytest

from ballots.protocol import group, signing
from ballots.protocol.ballot import ElectionKeys, InvalidBallot, LevelIndex, check_at_cast, rebuild_body
from ballots.protocol.group import IDENTITY, L
from tests.ballots.protocol.box import fixed
from tests.ballots.protocol.evil import CREDENTIAL, SECRET, Refusal, refusal

ELECTION = ElectionKeys(fixed("election"), group.base_mul(1234567), 1)
HONEST = rebuild_body(seed=fixed("s"), choices=[LevelIndex.HIGH], election=ELECTION, credential=CREDENTIAL)
BAD_POINT = bytes([1]) + bytes(31)
TOO_LARGE = L.to_bytes(32, "little")


def refusal_at_cast(body: bytes) -> Refusal:
    signature = signing.sign(SECRET, "ballot-signature", body)
    try:
        check_at_cast(body=body, signature=signature, election=ELECTION)
    except InvalidBallot as invalid:
        return str(invalid.reason), invalid.line, invalid.level
    return "", None, None


def test_honest_ballot_passes() -> None:
    assert refusal_at_cast(HONEST) == refusal(HONEST, ELECTION) == ("", None, None)


@pytest.mark.parametrize("word", range(72, len(HONEST), 32))
def test_each_word_of_a_ballot_is_checked(word: int) -> None:
    twin = HONEST[word : word + 31] + bytes([HONEST[word + 31] | 0x80])
    for bad in (BAD_POINT, TOO_LARGE, IDENTITY, twin):
        body = HONEST[:word] + bad + HONEST[word + 32 :]
        found = refusal(body, ELECTION)
        # Workers find wrong proofs; everything else is refused before it is in the box.
        expected = ("", None, None) if found[0] in {"proof", "sum_proof"} else found
        assert refusal_at_cast(body) == expected


@pytest.mark.parametrize("body", [HONEST + b"\0", HONEST[:-1], HONEST[:72], b""])
def test_another_length_is_refused(body: bytes) -> None:
    assert refusal_at_cast(body)[0] == refusal(body, ELECTION)[0] == "length"
