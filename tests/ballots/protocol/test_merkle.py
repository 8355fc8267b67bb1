import hashlib

import pytest

from ballots.protocol import merkle
from tests.ballots.protocol.box import fixed
from tests.ballots.protocol.browser_code import NodeProcess

SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 16, 33]


def hashes(size: int) -> list[bytes]:
    return [fixed(str(i)) for i in range(size)]


def slow_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, as written: split at the largest power of two below n."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + slow_root(leaves[:split]) + slow_root(leaves[split:])).digest()


@pytest.mark.parametrize("size", SIZES)
def test_root_is_that_of_the_rfc(js: NodeProcess, size: int) -> None:
    assert merkle.root(hashes(size)) == slow_root(sorted(hashes(size)))
    assert js("merkle.root", hashes(size)) == merkle.root(hashes(size))


def test_order_of_arrival_does_not_matter() -> None:
    assert merkle.root(hashes(9)) == merkle.root(reversed(hashes(9)))


def test_an_empty_box_has_a_fingerprint(js: NodeProcess) -> None:
    assert merkle.root([]) == hashlib.sha256().digest() == js("merkle.root", [])


@pytest.mark.parametrize("size", SIZES)
def test_every_ballot_has_a_path(js: NodeProcess, size: int) -> None:
    box, root = hashes(size), merkle.root(hashes(size))
    for ballot in box:
        found = merkle.inclusion(box, ballot)
        assert merkle.verify_inclusion(ballot, found, root)
        assert merkle.Inclusion.from_json(found.to_json()) == found
        path = js("merkle.inclusionFromJson", found.to_json())
        assert js("merkle.verifyInclusion", ballot, path, root) is True


@pytest.mark.parametrize("size", SIZES)
def test_missing_ballot_has_no_path(js: NodeProcess, size: int) -> None:
    box, stranger = hashes(size), fixed("stranger")
    with pytest.raises(KeyError):
        merkle.inclusion(box, stranger)
    found, root = merkle.inclusion(box, box[0]), merkle.root(box)
    assert not merkle.verify_inclusion(stranger, found, root)
    assert (
        js("merkle.verifyInclusion", stranger, js("merkle.inclusionFromJson", found.to_json()), root) is False
    )


def test_a_bent_path_is_refused() -> None:
    box = hashes(5)
    good, root = merkle.inclusion(box, box[2]), merkle.root(box)
    shorter = merkle.Inclusion(good.index, good.size, good.path[:-1])
    longer = merkle.Inclusion(good.index, good.size, (*good.path, fixed("x")))
    outside = merkle.Inclusion(5, 5, good.path)
    moved = merkle.Inclusion(good.index ^ 1, good.size, good.path)
    for bad in (shorter, longer, outside, moved):
        assert not merkle.verify_inclusion(box[2], bad, root)


def test_a_ballot_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        merkle.root([fixed("a"), fixed("a")])
