from collections.abc import Callable, Sequence
from itertools import combinations

import pytest

from ballots.protocol import decryption, group, signing
from ballots.protocol.ballot import LevelIndex
from ballots.protocol.decryption import OpeningError, Sums
from tests.ballots.protocol.box import SealedBox

HIGH, CONFIDENCE, LOW = LevelIndex


@pytest.fixture(scope="module")
def box() -> SealedBox:
    """Four ballots over two lines, a team of four of whom two suffice."""
    made = SealedBox(2, n=4, t=2)
    for choices in ((HIGH, LOW), (HIGH, None), (LOW, LOW), (CONFIDENCE, HIGH)):
        made.cast(choices)
    return made


@pytest.fixture(scope="module")
def sums(box: SealedBox) -> Sums:
    return box.sums()


COUNTS = [(2, 1, 1), (1, 0, 2)]


@pytest.mark.parametrize("members", [(1, 2, 3), *combinations((1, 2, 3, 4), 2)])
def test_any_two_members_agree(box: SealedBox, sums: Sums, members: Sequence[int]) -> None:
    assert box.open(members, sums) == COUNTS


def test_too_few_members_are_refused(box: SealedBox, sums: Sums) -> None:
    for members in ((), (1,)):
        with pytest.raises(OpeningError, match="too_few"):
            box.open(members, sums)


def test_fewer_than_t_shares_open_nothing(box: SealedBox, sums: Sums) -> None:
    """The mathematics prevents it, not a check in the program."""
    points = {m: box.checked(m, box.share(m, sums), sums) for m in (0, 1)}
    with pytest.raises(OpeningError, match="no_count"):
        decryption.combine(partials={1: points[1]}, server=points[0], sums=sums, threshold=1)


def test_members_alone_cannot_open(box: SealedBox, sums: Sums) -> None:
    points = {m: box.checked(m, box.share(m, sums), sums) for m in (1, 2, 3, 4)}
    nothing = [group.IDENTITY] * 6
    with pytest.raises(OpeningError, match="no_count"):
        decryption.combine(partials=points, server=nothing, sums=sums, threshold=2)


def changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("at", [72, 104, 136, 168, 200])
def test_a_changed_share_names_its_member(box: SealedBox, sums: Sums, at: int) -> None:
    """D, its two commitments, its answer; signed again by the member itself."""
    data = changed(box.share(2, sums)[:-64], at)
    signature = signing.sign(box.team.keys[2].signing_secret, "opening-share", data)
    with pytest.raises(OpeningError, match="share_proof member=2"):
        box.checked(2, data + signature, sums)


@pytest.mark.parametrize(
    ("at", "code"),
    [(0, "header"), (5, "header"), (8, "header"), (40, "header"), (72, "signature"), (-1, "signature")],
)
def test_a_share_changed_on_the_way_is_refused(box: SealedBox, sums: Sums, at: int, code: str) -> None:
    data = box.share(1, sums)
    at %= len(data)
    with pytest.raises(OpeningError, match=f"share_{code} member=1"):
        box.checked(1, changed(data, at), sums)


def test_a_share_under_anothers_index_is_refused(box: SealedBox, sums: Sums) -> None:
    data = box.share(1, sums)
    with pytest.raises(OpeningError, match="share_header member=2"):
        box.checked(2, data, sums)
    renamed = data[:4] + (2).to_bytes(2, "big") + data[6:]
    with pytest.raises(OpeningError, match="share_signature member=2"):
        box.checked(2, renamed, sums)


def test_a_member_using_anothers_secret_is_refused(box: SealedBox, sums: Sums) -> None:
    data = decryption.partial_decrypt(
        election_id=box.election.election_id,
        member=2,
        secret=box.secrets[1],
        signing_secret=box.team.keys[2].signing_secret,
        sums=sums,
    )
    with pytest.raises(OpeningError, match="share_proof member=2"):
        box.checked(2, data, sums)


@pytest.mark.parametrize("change", [lambda d: d[:-1], lambda d: d + b"\0", lambda _: b""])
def test_a_share_of_another_length_is_refused(
    box: SealedBox, sums: Sums, change: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(OpeningError, match="share_length member=3"):
        box.checked(3, change(box.share(3, sums)), sums)


def test_a_share_of_another_tally_is_refused(box: SealedBox, sums: Sums) -> None:
    other = decryption.sum_ballots([], 2)
    with pytest.raises(OpeningError, match="share_header member=1"):
        box.checked(1, box.share(1, other), sums)


def test_partial_sums_add_up_in_any_order(box: SealedBox, sums: Sums) -> None:
    single = []
    for ballot in box.ballots:
        alone = SealedBox(2, n=4, t=2)
        alone.election = box.election
        alone.ballots = [ballot]
        single.append(alone.sums())
    a, b, c, d = single
    assert (d + b) + (c + a) == a + (b + (c + d)) == sums
    assert sums.n_ballots == 4


def test_bytes_of_verified_ballots_give_the_same_sums(box: SealedBox, sums: Sums) -> None:
    bodies = [ballot.body for ballot in box.ballots]
    assert decryption.sum_bodies(bodies, 2) == sums
    with pytest.raises(OpeningError, match="lines"):
        decryption.sum_bodies(bodies, 3)
    with pytest.raises(ValueError, match="length"):
        decryption.sum_bodies([bodies[0] + b"\0"], 2)


def test_sums_travel_as_bytes(sums: Sums) -> None:
    assert Sums.from_bytes(sums.to_bytes()) == sums
    for bad in (sums.to_bytes()[:-1], b"", b"xxxx" + sums.to_bytes()[4:], sums.to_bytes()[:-1] + b"\xff"):
        with pytest.raises(OpeningError, match="sums"):
            Sums.from_bytes(bad)


def test_sums_of_different_rounds_do_not_add() -> None:
    with pytest.raises(OpeningError, match="lines"):
        decryption.empty_sums(1) + decryption.empty_sums(2)
