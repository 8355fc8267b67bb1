"""Bytes that are not what they should be, at every place of a ballot."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.sealing import group, signing, vectors
from ballots.sealing.ballot import (
    ElectionKeys,
    InvalidBallot,
    Level,
    check_at_cast,
    rebuild_body,
    verify_many,
)
from ballots.sealing.group import L
from tests.sealing.box import fixed
from tests.sealing.evil import CREDENTIAL, SECRET, refusal

ELECTION = ElectionKeys(fixed("election"), group.base_mul(1234567), 1)
HONEST = rebuild_body(seed=fixed("s"), choices=[Level.HIGH], election=ELECTION, credential=CREDENTIAL)
POINTS = [*range(72, 264, 32), *(264 + 224 * part + at for part in range(4) for at in (0, 32, 64, 96))]
SCALARS = [264 + 224 * part + at for part in range(4) for at in (128, 160, 192)]


def put(at: int, data: bytes) -> bytes:
    return HONEST[:at] + data + HONEST[at + len(data) :]


def level_of(at: int) -> int:
    return (at - 72) // 64 if at < 264 else (at - 264) // 224


def test_the_honest_ballot_passes() -> None:
    assert refusal(HONEST, ELECTION) == ("", None, None)
    assert len(POINTS) * 32 + len(SCALARS) * 32 == 1088


@pytest.mark.parametrize("at", POINTS)
def test_bad_encodings_are_refused_at_each_position(at: int) -> None:
    for encoding in vectors.BAD_ENCODINGS:
        body = put(at, bytes.fromhex(encoding))
        assert refusal(body, ELECTION) == ("point", 0, level_of(at))


@pytest.mark.parametrize("at", POINTS)
def test_the_second_name_of_a_good_point_is_refused(at: int) -> None:
    twin = HONEST[at : at + 31] + bytes([HONEST[at + 31] | 0x80])
    assert refusal(put(at, twin), ELECTION) == ("point", 0, level_of(at))


@pytest.mark.parametrize("at", SCALARS)
def test_a_scalar_plus_the_order_is_refused(at: int) -> None:
    scalar = int.from_bytes(HONEST[at : at + 32], "little")
    body = put(at, (scalar + L).to_bytes(32, "little"))
    assert refusal(body, ELECTION) == ("scalar", 0, level_of(at))


@pytest.mark.parametrize("level", Level)
def test_the_identity_is_refused_as_first_half(level: Level) -> None:
    assert refusal(put(72 + 64 * level, group.IDENTITY), ELECTION) == ("identity", 0, level)


@pytest.mark.parametrize("at", POINTS)
def test_another_good_point_is_refused(at: int) -> None:
    assert refusal(put(at, group.base_mul(4711)), ELECTION)[0] in {"proof", "sum_proof"}


@pytest.mark.parametrize("at", SCALARS)
def test_another_good_scalar_is_refused(at: int) -> None:
    part = level_of(at)
    expected = ("proof", 0, part) if part < 3 else ("sum_proof", 0, None)
    assert refusal(put(at, group.encode_scalar(4711)), ELECTION) == expected


@pytest.mark.parametrize(
    "body", [HONEST + b"\0", HONEST[:-1], HONEST + HONEST[72:], HONEST[:72], HONEST[:10], b""]
)
def test_another_length_is_refused(body: bytes) -> None:
    assert refusal(body, ELECTION)[0] == "length"


@pytest.mark.parametrize(
    ("at", "data", "reason"),
    [
        (0, b"tn2b", "header"),
        (4, bytes(32), "election"),
        (36, bytes(32), "signature"),
        (68, b"\0\0", "lines"),
        (68, b"\xff\xff", "lines"),
        (70, b"\x04", "header"),
        (71, b"\x01", "header"),
    ],
)
def test_another_header_is_refused(at: int, data: bytes, reason: str) -> None:
    assert refusal(put(at, data), ELECTION)[0] == reason


@settings(max_examples=40, deadline=None)
@given(bit=st.integers(0, len(HONEST) * 8 - 1))
def test_any_flipped_bit_is_refused_even_when_signed_again(bit: int) -> None:
    body = bytearray(HONEST)
    body[bit // 8] ^= 1 << bit % 8
    assert refusal(bytes(body), ELECTION)[0] != ""


@pytest.mark.parametrize("at", [0, 31, 32, 63])
def test_a_changed_signature_is_refused(at: int) -> None:
    signature = bytearray(signing.sign(SECRET, "ballot-signature", HONEST))
    signature[at] ^= 1
    with pytest.raises(InvalidBallot, match="signature"):
        check_at_cast(body=HONEST, signature=bytes(signature), election=ELECTION)


def test_a_malleable_signature_is_refused() -> None:
    """S + L verifies under lenient rules; the same ballot would get a second name."""
    signature = signing.sign(SECRET, "ballot-signature", HONEST)
    doubled = (int.from_bytes(signature[32:], "little") + L).to_bytes(32, "little")
    with pytest.raises(InvalidBallot, match="signature"):
        check_at_cast(body=HONEST, signature=signature[:32] + doubled, election=ELECTION)


def test_many_are_answered_one_by_one() -> None:
    good = HONEST, signing.sign(SECRET, "ballot-signature", HONEST)
    answers = verify_many([good, (HONEST, bytes(64)), good], election=ELECTION)
    assert [answer and answer.reason for answer in answers] == [None, "signature", None]
