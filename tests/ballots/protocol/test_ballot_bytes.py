"""The same seed and choices give the same bytes in the browser and on the server, in every release."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ballots.protocol import ballot, group
from ballots.protocol.ballot import ElectionKeys, LevelIndex, seal_ballot, verify_ballot
from ballots.protocol.receipt import short_code
from ballots.protocol.wire import ballot_context
from tests.ballots.protocol.box import Choices, fixed
from tests.ballots.protocol.browser_code import NodeProcess

Case = dict[str, Any]
KNOWN = json.loads((Path(__file__).parent / "known_ballots.json").read_text())
SECRET = bytes.fromhex(KNOWN[0]["credential_secret"])


def known_case(case: Case) -> tuple[Choices, ElectionKeys]:
    choices = [None if c is None else LevelIndex(c) for c in case["choices"]]
    election_id, Y = bytes.fromhex(case["election_id"]), bytes.fromhex(case["box_key"])
    return choices, ElectionKeys(election_id, Y, len(choices))


def js_arguments(choices: Choices, election: ElectionKeys, seed: bytes) -> dict[str, Any]:
    public = {"electionId": election.election_id, "Y": election.Y, "nLines": election.n_lines}
    marks = [None if c is None else int(c) for c in choices]
    return {"seed": seed, "choices": marks, "election": public}


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: f"{len(case['choices'])} lines")
def test_known_ballots(js: NodeProcess, case: Case) -> None:
    choices, election = known_case(case)
    seed = bytes.fromhex(case["seed"])
    ours = seal_ballot(seed=seed, choices=choices, election=election, credential_secret=SECRET)
    theirs = js("ballot.sealBallot", {**js_arguments(choices, election, seed), "credentialSecret": SECRET})
    assert ours.body == theirs["body"]
    assert (ours.signature, ours.hash) == (theirs["signature"], theirs["hash"])
    assert hashlib.sha256(ours.body).hexdigest() == case["body_sha256"]
    found = (ours.credential.hex(), ours.signature.hex(), ours.hash.hex(), short_code(ours.hash))
    assert found == (case["credential"], case["signature"], case["ballot_hash"], case["code"])
    assert ballot_context(election, ours.credential).hex() == case["context"]
    assert len(ours.body) == 72 + 1088 * len(choices)


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: f"{len(case['choices'])} lines")
def test_each_side_verifies_the_others_ballot(js: NodeProcess, case: Case) -> None:
    choices, election = known_case(case)
    arguments = js_arguments(choices, election, fixed("another seed"))
    theirs = js("ballot.sealBallot", {**arguments, "credentialSecret": SECRET})
    verify_ballot(body=theirs["body"], signature=theirs["signature"], election=election)
    sent = {"body": theirs["body"], "signature": theirs["signature"], "election": arguments["election"]}
    assert js("verification.verifyBallot", sent)["credential"] == theirs["credential"]


def test_a_revealed_seed_rebuilds_the_body_without_the_secret(js: NodeProcess) -> None:
    choices, election = known_case(KNOWN[0])
    arguments: dict[str, Any] = {"seed": fixed("s"), "choices": choices, "election": election}
    sealed = seal_ballot(**arguments, credential_secret=SECRET)
    assert ballot.rebuild_body(**arguments, credential=sealed.credential) == sealed.body
    again = js_arguments(choices, election, fixed("s"))
    assert js("ballot.rebuildBody", {**again, "credential": sealed.credential}) == sealed.body


def test_nothing_repeats_when_mark_credential_or_election_changes() -> None:
    """A nonce used under two challenges would give the marks away."""
    first = ElectionKeys(fixed("one"), group.base_mul(5), 1)
    second = ElectionKeys(fixed("two"), group.base_mul(5), 1)
    bodies = [
        seal_ballot(seed=fixed("s"), choices=[mark], election=election, credential_secret=secret).body
        for mark in (*LevelIndex, None)
        for election in (first, second)
        for secret in (fixed("a"), fixed("b"))
    ]
    points = [body[72:][i : i + 32] for body in bodies for i in (0, 32, 64, 192, 224)]
    assert len(set(points)) == len(points) == 16 * 5


@pytest.mark.parametrize("token", [b"", bytes(64)])
def test_frame_round_trip(js: NodeProcess, token: bytes) -> None:
    choices, election = known_case(KNOWN[0])
    sealed = seal_ballot(seed=fixed("s"), choices=choices, election=election, credential_secret=SECRET)
    frame = ballot.encode_frame(sealed.body, sealed.signature, token)
    assert js("ballot.encodeFrame", sealed.body, sealed.signature, token) == frame
    cast = ballot.decode_frame(frame)
    assert (cast.body, cast.signature, cast.token) == (sealed.body, sealed.signature, token)
    assert (cast.hash, cast.credential) == (sealed.hash, sealed.credential)
    assert cast.election_id == election.election_id


@pytest.mark.parametrize("change", [lambda f: f[:-1], lambda f: f + b"\0", lambda f: f[:71], lambda _: b""])
def test_a_frame_of_another_length_is_refused(change: Callable[[bytes], bytes]) -> None:
    choices, election = known_case(KNOWN[0])
    sealed = seal_ballot(seed=fixed("s"), choices=choices, election=election, credential_secret=SECRET)
    frame = ballot.encode_frame(sealed.body, sealed.signature, bytes(64))
    with pytest.raises(ballot.InvalidBallot, match="length"):
        ballot.decode_frame(change(frame))


@pytest.mark.parametrize("seed", [bytes(31), bytes(33)])
def test_a_seed_of_another_length_is_refused(js: NodeProcess, seed: bytes) -> None:
    choices, election = known_case(KNOWN[0])
    with pytest.raises(ValueError, match="32 bytes"):
        seal_ballot(seed=seed, choices=choices, election=election, credential_secret=SECRET)
    with pytest.raises(Exception, match="32 bytes"):
        js("ballot.sealBallot", {**js_arguments(choices, election, seed), "credentialSecret": SECRET})
