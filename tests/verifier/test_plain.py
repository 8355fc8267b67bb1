"""The verifier's own arithmetic agrees with libsodium and with the published vectors."""

import random

import pytest

from ballots.protocol import signing, vectors
from ballots.protocol.hashing import framed
from verifier import plain, sodium
from verifier.encoding import L, Wrong
from verifier.group import G, Group, choose, token_of

PLAIN = plain.PlainGroup()
SODIUM = choose()
GROUPS: list[Group] = [PLAIN, SODIUM]
CHANCE = random.Random(96)


def points(count: int) -> list[bytes]:
    return [PLAIN.from_uniform(CHANCE.randbytes(64)) for _ in range(count)]


@pytest.mark.parametrize("group", GROUPS, ids=["Python", "libsodium"])
def test_the_multiples_of_the_generator_of_rfc_9496(group: Group) -> None:
    for n, expected in enumerate(vectors.MULTIPLES):
        assert group.combine([(n, G)]) == bytes.fromhex(expected)


@pytest.mark.parametrize("group", GROUPS, ids=["Python", "libsodium"])
def test_the_bad_encodings_of_rfc_9496_are_no_points(group: Group) -> None:
    assert not [bad for bad in vectors.BAD_ENCODINGS if group.is_point(bytes.fromhex(bad))]


def test_sums_are_the_same() -> None:
    for _ in range(10):
        a, b = points(2)
        scalars = [CHANCE.randrange(L), CHANCE.randrange(2**128), 0, 1, L - 1, -3]
        terms = [*zip(scalars, [a, b, a, b, G, a], strict=True), (7, bytes(32))]
        assert PLAIN.combine(terms) == SODIUM.combine(terms)


def test_points_of_uniform_bytes_are_the_same() -> None:
    for _ in range(20):
        data = CHANCE.randbytes(64)
        assert PLAIN.from_uniform(data) == SODIUM.from_uniform(data)


def test_the_same_bytes_are_points() -> None:
    found = {True: 0, False: 0}
    for _ in range(200):
        data = CHANCE.randbytes(31) + bytes([CHANCE.randrange(128)])
        assert PLAIN.is_point(data) == SODIUM.is_point(data)
        found[PLAIN.is_point(data)] += 1
    assert min(found.values()) > 5


@pytest.mark.parametrize("group", GROUPS, ids=["Python", "libsodium"])
def test_highest_bit_gives_no_second_encoding(group: Group) -> None:
    twin = G[:31] + bytes([G[31] | 0x80])
    assert not group.is_point(twin)
    with pytest.raises(Wrong):
        group.combine([(1, twin)])


def test_the_same_signatures_hold() -> None:
    secret, message = CHANCE.randbytes(32), CHANCE.randbytes(40)
    key, made = signing.public_key(secret), signing.sign(secret, "x", message)
    signed = framed("x", [message])
    s_again = (int.from_bytes(made[32:], "little") + L).to_bytes(32, "little")
    others = [(key, made), (key, made[:32] + s_again), (key[::-1], made), (key, made[:63])]
    others += [(key, bytes([made[0] ^ 1]) + made[1:]), (bytes(32), made), (b"\1" + bytes(31), made)]
    answers = [[group.is_signed(*other, signed) for other in others] for group in GROUPS]
    assert answers[0] == answers[1] == [True, *[False] * 6]


@pytest.mark.parametrize("group", GROUPS, ids=["Python", "libsodium"])
def test_a_key_of_small_order_signs_nothing(group: Group) -> None:
    """With the neutral point as key, R = s·G would fit every message."""
    small = b"\1" + bytes(31)
    s = 5
    nonce = plain._edwards_bytes(plain._times(s, plain.BASE))
    assert not group.is_signed(small, nonce + s.to_bytes(32, "little"), b"anything")


def test_tokens_are_the_same() -> None:
    secret, credential = CHANCE.randrange(1, L), CHANCE.randbytes(32)
    assert token_of(PLAIN, secret, credential) == token_of(SODIUM, secret, credential)


def test_libsodium_is_taken_where_it_is() -> None:
    assert SODIUM.name == "libsodium"


def test_without_libsodium_python_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sodium, "NAMES", ())
    monkeypatch.setattr("ctypes.util.find_library", lambda _name: None)
    assert sodium.load() is None
