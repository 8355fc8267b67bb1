"""Three programs refuse every ballot of a dishonest voter with the same reason (docs/protocol.md §13)."""

from collections.abc import Sequence
from typing import Any

import pytest

from ballots.protocol import group, signing, vectors
from ballots.protocol.ballot import ElectionKeys, InvalidBallot, check_at_cast, verify_many
from ballots.protocol.group import L
from ballots.protocol.hashing import PREFIX
from tests.ballots.protocol.box import fixed
from tests.ballots.protocol.browser_code import JsError, NodeProcess
from tests.ballots.protocol.evil import (
    CREDENTIAL,
    POINTS,
    SCALARS,
    SECRET,
    Evil,
    Forger,
    level_of,
    put,
    refusal,
)
from verifier import ballots as verifier_ballots
from verifier.election import Election
from verifier.encoding import Wrong
from verifier.group import choose
from verifier.suite import Suite

ELECTION = ElectionKeys(fixed("election"), group.base_mul(1234567), 2)
FORGER = Forger(ELECTION)
CANCELLING = [*FORGER.cancelling_commitments()]
EVIL = [*FORGER.evil(), *FORGER.made_up_commitments(), *CANCELLING]
HONEST = FORGER.honest


def name(evil: Evil) -> str:
    return evil.name


def test_the_list_has_everything() -> None:
    assert len({evil.name for evil in EVIL}) == len(EVIL) == 125
    assert {evil.reason for evil in EVIL} == {
        *("proof", "sum_proof", "election", "length", "lines", "header"),
        *("signature", "identity", "point", "scalar"),
    }


@pytest.mark.parametrize("marks", [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_forger_without_a_forgery_passes(marks: Sequence[int]) -> None:
    assert refusal(FORGER.with_marks(marks), ELECTION) == ("", None, None)


def test_the_server_refuses() -> None:
    found = {evil.name: refusal(evil.body, ELECTION) for evil in EVIL}
    assert found == {evil.name: (evil.reason, evil.line, evil.level) for evil in EVIL}


@pytest.mark.slow
def test_the_browsers_of_the_counting_team_refuse(js: NodeProcess) -> None:
    election = {"electionId": ELECTION.election_id, "Y": ELECTION.Y, "nLines": ELECTION.n_lines}
    for evil in EVIL:
        signature = signing.sign(SECRET, "ballot-signature", evil.body)
        with pytest.raises(JsError) as caught:
            js("verification.verifyBallot", {"body": evil.body, "signature": signature, "election": election})
        found = caught.value.reason, caught.value.line, caught.value.level
        assert found == (evil.reason, evil.line, evil.level), evil.name


@pytest.mark.slow
@pytest.mark.parametrize("plain", [False, True], ids=["libsodium", "Python"])
def test_the_verifier_refuses(plain: bool) -> None:
    """Its pure Python is slow, so one ballot of each kind is checked, and those whose errors cancel out."""
    one_of_each = {(e.reason, e.level): e for e in reversed(EVIL)}.values()
    chosen = [*one_of_each, *CANCELLING] if plain else EVIL
    suite, election = Suite(PREFIX.decode().strip("/"), choose(plain)), _election()
    for evil in chosen:
        assert _verdict(suite, election, evil.body) == evil.reason, evil.name
    assert _verdict(suite, election, HONEST) == ""


def _election() -> Election:
    known: dict[str, Any] = dict.fromkeys(Election.__dataclass_fields__)
    known |= {"id": ELECTION.election_id, "box": ELECTION.Y, "lines": 2}
    return Election(**known)


def _verdict(suite: Suite, election: Election, body: bytes) -> str:
    signature = signing.sign(SECRET, "ballot-signature", body)
    if len(body) != len(HONEST):
        # In a bundle all ballots of a round have the same length, by which the file is split.
        return "lines" if body[68:70] != HONEST[68:70] else "length"
    try:
        verifier_ballots._check_taken(suite, election, body, signature)
        return verifier_ballots._reason(suite, election, body)
    except Wrong as wrong:
        return str(wrong)


@pytest.mark.parametrize("at", POINTS)
def test_every_bad_encoding_at_every_position(at: int) -> None:
    for encoding in vectors.BAD_ENCODINGS:
        with pytest.raises(InvalidBallot) as caught:
            check_at_cast(body=put(HONEST, at, bytes.fromhex(encoding)), signature=b"", election=ELECTION)
        found = str(caught.value.reason), caught.value.line, caught.value.level
        assert found == ("point", 0, level_of(at))


def test_other_good_points_and_scalars_are_refused() -> None:
    for at in POINTS:
        assert refusal(put(HONEST, at, group.base_mul(4711)), ELECTION)[0] in {"proof", "sum_proof"}
    for at in SCALARS:
        part = level_of(at)
        expected = ("proof", 0, part) if part < 3 else ("sum_proof", 0, None)
        assert refusal(put(HONEST, at, group.encode_scalar(4711)), ELECTION) == expected


def test_every_ballot_has_the_same_length() -> None:
    """The length of a request or a row reveals nothing about marks."""
    lengths = {len(FORGER.ballot("s", choices=choices)) for choices in ([None, None], [0, 0], [1, 2])}
    assert lengths == {len(HONEST)}


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


@pytest.mark.parametrize("low", ["01" + "00" * 31, "ec" + "ff" * 30 + "7f", "00" * 32])
def test_a_credential_of_small_order_signs_nothing(low: str) -> None:
    """Under the neutral point R = s·G would fit every ballot: anybody could sign for it."""
    body = put(HONEST, 36, bytes.fromhex(low))
    signature = signing.public_key(bytes(32)) + (5).to_bytes(32, "little")
    with pytest.raises(InvalidBallot, match="signature"):
        check_at_cast(body=body, signature=signature, election=ELECTION)


def test_many_are_answered_one_by_one() -> None:
    good = HONEST, signing.sign(SECRET, "ballot-signature", HONEST)
    answers = verify_many([good, (HONEST, bytes(64)), good], election=ELECTION)
    assert [answer and answer.reason for answer in answers] == [None, "signature", None]
    assert HONEST[36:68] == CREDENTIAL
