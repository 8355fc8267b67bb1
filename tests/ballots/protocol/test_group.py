import pytest

from ballots.protocol import group, vectors
from ballots.protocol.group import BadEncoding, L
from tests.ballots.protocol.browser_code import NodeProcess
from tests.ballots.protocol.rfc import SQUARE_ROOTS, UNIFORM
from verifier import plain
from verifier.group import choose
from verifier.plain import PlainGroup


@pytest.mark.parametrize(("factor", "encoding"), list(enumerate(vectors.MULTIPLES)))
def test_multiples_of_the_generator(js: NodeProcess, factor: int, encoding: str) -> None:
    """RFC 9496, A.1."""
    assert group.base_mul(factor).hex() == encoding
    assert group.mul(factor, group.G).hex() == encoding
    assert js("group.baseMul", {"int": str(factor)}).hex() == encoding


@pytest.mark.parametrize("encoding", vectors.BAD_ENCODINGS)
def test_bad_encodings_are_refused(js: NodeProcess, encoding: str) -> None:
    """RFC 9496, A.2: by every function that takes a point."""
    bad = bytes.fromhex(encoding)
    for operation in (group.decode_point, lambda p: group.add(p, group.G), lambda p: group.mul(2, p)):
        with pytest.raises(BadEncoding):
            operation(bad)
    with pytest.raises(Exception, match="ristretto255"):
        js("group.decodePoint", bad)


@pytest.mark.parametrize(("uniform", "encoding"), UNIFORM)
def test_points_of_uniform_bytes(js: NodeProcess, uniform: str, encoding: str) -> None:
    """RFC 9496, A.3."""
    data = bytes.fromhex(uniform)
    assert group.point_from_hash(data).hex() == encoding
    assert js("rfc.fromUniform", data).hex() == encoding
    assert [known.from_uniform(data).hex() for known in (PlainGroup(), choose())] == [encoding] * 2


@pytest.mark.parametrize(("u", "v", "is_square", "root"), SQUARE_ROOTS)
def test_square_roots(u: int, v: int, is_square: bool, root: str) -> None:
    """RFC 9496, A.4: only the verifier's own arithmetic; libraries do not expose theirs."""
    assert plain._sqrt_ratio(u, v) == (is_square, int.from_bytes(bytes.fromhex(root), "little"))


@pytest.mark.parametrize("encoding", vectors.MULTIPLES)
def test_point_has_one_encoding_only(js: NodeProcess, encoding: str) -> None:
    """The same point with its highest bit set, which libsodium 1.0.18 takes."""
    good = bytes.fromhex(encoding)
    twin = good[:31] + bytes([good[31] | 0x80])
    assert group.is_point(good)
    assert not group.is_point(twin)
    with pytest.raises(Exception, match="ristretto255"):
        js("group.decodePoint", twin)


def test_there_are_29_bad_encodings() -> None:
    assert len(set(vectors.BAD_ENCODINGS)) == 29


@pytest.mark.parametrize("value", [L, L + 1, 2**256 - 1])
def test_scalars_are_compared_as_integers(js: NodeProcess, value: int) -> None:
    data = value.to_bytes(32, "little")
    with pytest.raises(BadEncoding):
        group.decode_scalar(data)
    with pytest.raises(Exception, match="canonical"):
        js("group.decodeScalar", data)


def test_largest_scalar_is_accepted() -> None:
    assert group.decode_scalar((L - 1).to_bytes(32, "little")) == L - 1


@pytest.mark.parametrize("length", [0, 31, 33])
def test_wrong_lengths_are_refused(length: int) -> None:
    with pytest.raises(BadEncoding):
        group.decode_scalar(bytes(length))
    with pytest.raises(BadEncoding):
        group.decode_point(bytes(length))


def test_identity() -> None:
    assert group.mul(L, group.G) == group.sub(group.G, group.G) == group.IDENTITY
    assert group.mul(5, group.IDENTITY) == group.base_mul(0) == group.IDENTITY
    with pytest.raises(BadEncoding):
        group.decode_point(group.IDENTITY, allow_identity=False)
