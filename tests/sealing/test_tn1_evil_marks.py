"""What a dishonest voter might put into a ballot with a valid signature (protocol, §8)."""

from collections.abc import Sequence

import pytest

from ballots.sealing import group, signing
from ballots.sealing.ballot import ElectionKeys, Level, rebuild_body, seal_ballot
from tests.sealing.box import fixed
from tests.sealing.browser_code import Browser, JsError
from tests.sealing.evil import CREDENTIAL, SECRET, Refusal, forged_line, header, lines_of, refusal

ELECTION = ElectionKeys(fixed("election"), group.base_mul(1234567), 2)
CHOICES = [Level.HIGH, Level.LOW]


@pytest.fixture(scope="module")
def honest() -> bytes:
    return rebuild_body(seed=fixed("s"), choices=CHOICES, election=ELECTION, credential=CREDENTIAL)


def with_first(line: bytes, honest: bytes) -> bytes:
    return header(ELECTION) + line + lines_of(honest)[1]


@pytest.mark.parametrize("marks", [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_the_forger_passes_where_there_is_nothing_to_forge(honest: bytes, marks: Sequence[int]) -> None:
    assert refusal(with_first(forged_line(ELECTION, marks), honest), ELECTION) == ("", None, None)


@pytest.mark.parametrize(
    ("marks", "reason", "level"),
    [
        ((2, 0, 0), "proof", 0),
        ((0, 2, 0), "proof", 1),
        ((0, 0, -1), "proof", 2),
        ((2, -1, 0), "proof", 0),
        ((1, 1, -1), "proof", 2),
        ((1, 1, 0), "sum_proof", None),
        ((1, 0, 1), "sum_proof", None),
        ((1, 1, 1), "sum_proof", None),
    ],
)
def test_more_than_one_mark_is_refused(
    js: Browser, honest: bytes, marks: Sequence[int], reason: str, level: int | None
) -> None:
    body = with_first(forged_line(ELECTION, marks), honest)
    assert refusal(body, ELECTION) == (reason, 0, level)
    assert browser_refusal(js, body) == (reason, 0, level)


def browser_refusal(js: Browser, body: bytes) -> Refusal:
    election = {"electionId": ELECTION.election_id, "Y": ELECTION.Y, "nLines": ELECTION.n_lines}
    signature = signing.sign(SECRET, "ballot-signature", body)
    with pytest.raises(JsError, match="line=") as caught:
        js("verify.verifyBallot", {"body": body, "signature": signature, "election": election})
    return caught.value.reason, caught.value.line, caught.value.level


def test_swapped_lines_are_refused(honest: bytes) -> None:
    first, second = lines_of(honest)
    assert refusal(header(ELECTION) + second + first, ELECTION)[:2] == ("proof", 0)


def test_swapped_halves_are_refused(honest: bytes) -> None:
    body = bytearray(honest)
    body[72:104], body[104:136] = body[104:136], body[72:104]
    assert refusal(bytes(body), ELECTION) == ("proof", 0, 0)


def test_swapped_levels_are_refused(honest: bytes) -> None:
    """With their proofs: only the position in the hash speaks against it."""
    body = bytearray(honest)
    for a, b, size in ((72, 136, 64), (264, 488, 224)):
        body[a : a + size], body[b : b + size] = body[b : b + size], body[a : a + size]
    assert refusal(bytes(body), ELECTION) == ("proof", 0, 0)


def test_a_proof_from_another_ballot_is_refused(honest: bytes) -> None:
    other = rebuild_body(seed=fixed("t"), choices=CHOICES, election=ELECTION, credential=CREDENTIAL)
    body = honest[:264] + other[264:488] + honest[488:]
    assert refusal(body, ELECTION) == ("proof", 0, 0)


def test_a_sum_proof_from_another_ballot_is_refused(honest: bytes) -> None:
    other = rebuild_body(seed=fixed("t"), choices=CHOICES, election=ELECTION, credential=CREDENTIAL)
    body = honest[:936] + other[936:1160] + honest[1160:]
    assert refusal(body, ELECTION) == ("sum_proof", 0, None)


def test_a_copied_ballot_is_refused_under_another_credential() -> None:
    """Copying somebody's vote and watching the totals would reveal it."""
    victim = seal_ballot(
        seed=fixed("s"), choices=CHOICES, election=ELECTION, credential_secret=fixed("victim")
    )
    assert refusal(header(ELECTION) + victim.body[72:], ELECTION) == ("proof", 0, 0)
    assert refusal(victim.body, ELECTION) == ("signature", None, None)


def test_a_copied_ciphertext_is_refused(honest: bytes) -> None:
    """One line of the victim in a ballot of one's own."""
    victim = seal_ballot(
        seed=fixed("s"), choices=CHOICES, election=ELECTION, credential_secret=fixed("victim")
    )
    own = lines_of(honest)[0]
    assert refusal(header(ELECTION) + own + lines_of(victim.body)[1], ELECTION)[:2] == ("proof", 1)
    assert refusal(honest[:72] + victim.body[72:264] + honest[264:], ELECTION) == ("proof", 0, 0)


@pytest.mark.parametrize(
    "other", [ElectionKeys(fixed("other"), ELECTION.Y, 2), ElectionKeys(ELECTION.election_id, group.G, 2)]
)
def test_proofs_of_another_election_or_key_are_refused(other: ElectionKeys) -> None:
    foreign = rebuild_body(seed=fixed("s"), choices=CHOICES, election=other, credential=CREDENTIAL)
    assert refusal(header(ELECTION) + foreign[72:], ELECTION) == ("proof", 0, 0)


def test_a_ballot_of_another_election_is_refused(honest: bytes) -> None:
    other = ElectionKeys(fixed("other"), ELECTION.Y, 2)
    assert refusal(honest, other) == ("election", None, None)


@pytest.mark.parametrize("n_lines", [1, 3])
def test_one_line_more_or_less_is_refused(n_lines: int) -> None:
    other = ElectionKeys(ELECTION.election_id, ELECTION.Y, n_lines)
    body = rebuild_body(seed=fixed("s"), choices=[None] * n_lines, election=other, credential=CREDENTIAL)
    assert refusal(body, ELECTION) == ("lines", None, None)
