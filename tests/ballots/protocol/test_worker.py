"""The worker beside the voter's page."""

from typing import Any

import pytest

from ballots.protocol import group
from ballots.protocol.ballot import ElectionKeys, LevelIndex, rebuild_body, verify_ballot
from ballots.protocol.receipt import short_code
from tests.ballots.protocol.box import fixed
from tests.ballots.protocol.browser_code import run_worker

ELECTION = ElectionKeys(fixed("election"), group.base_mul(77), 3)
PREPARE = {
    "type": "prepare",
    "election": {"electionId": ELECTION.election_id, "Y": ELECTION.Y, "nLines": 3},
}
SEAL = {"type": "seal", "choices": [0, None, 2], "id": 5}


@pytest.mark.slow
def test_ballot_sealed_by_the_worker_is_valid() -> None:
    prepared, sealed = run_worker([PREPARE, {"type": "choose", "line": 2, "choice": 2}, SEAL])
    assert (prepared["type"], sealed["type"], sealed["id"]) == ("prepared", "sealed", 5)
    ballot = verify_ballot(body=sealed["body"], signature=sealed["signature"], election=ELECTION)
    assert ballot.credential == prepared["credential"] == sealed["credential"]
    assert sealed["code"] == short_code(sealed["hash"])


@pytest.mark.slow
def test_pressing_twice_gives_the_same_ballot() -> None:
    first, second = run_worker([PREPARE, SEAL, SEAL])[1:]
    assert first == second


@pytest.mark.slow
def test_ballot_with_other_marks_shares_no_bytes() -> None:
    """Unchanged lines differ too, because equal bytes would show which lines stayed."""
    change = {"type": "seal", "choices": [0, None, 1]}
    first, second = run_worker([PREPARE, SEAL, {"type": "choose", "line": 2, "choice": 1}, change])[1:]
    assert first["credential"] == second["credential"]
    assert first["body"][72:104] != second["body"][72:104]
    assert first["body"][1160:1192] != second["body"][1160:1192]


@pytest.mark.slow
def test_a_trial_reveals_and_destroys() -> None:
    """Trial ballot: another device rebuilds it; credential and seed are never used again."""
    prepared, sealed, opened, renewed, after = run_worker([PREPARE, SEAL, {"type": "trial"}, SEAL])
    assert opened["same"] is True
    assert [opened[n] for n in ("body", "signature", "hash")] == [
        sealed[n] for n in ("body", "signature", "hash")
    ]
    choices = [LevelIndex.HIGH, None, LevelIndex.LOW]
    again = rebuild_body(
        seed=opened["seed"], choices=choices, election=ELECTION, credential=opened["credential"]
    )
    assert again == sealed["body"]
    assert prepared["credential"] != renewed["credential"] == after["credential"]


@pytest.mark.slow
def test_the_second_device_rebuilds_the_ballot() -> None:
    opened = run_worker([PREPARE, SEAL, {"type": "trial"}])[2]
    names = ("seed", "choices", "credential", "signature")
    request = {"type": "rebuild", "election": PREPARE["election"], **{n: opened[n] for n in names}}
    (rebuilt,) = run_worker([request])
    assert (rebuilt["body"], rebuilt["hash"], rebuilt["signed"]) == (opened["body"], opened["hash"], True)
    (lied,) = run_worker([{**request, "choices": [1, None, 2]}])
    assert lied["signed"] is False
    assert lied["hash"] != opened["hash"]


@pytest.mark.parametrize(
    "messages",
    [
        [SEAL],
        [PREPARE, {"type": "forget"}, SEAL],
        [PREPARE, {"type": "seal", "choices": [0]}],
        [{"type": "x"}],
    ],
)
def test_impossible_request_fails_by_its_type(messages: list[dict[str, Any]]) -> None:
    answer = run_worker(messages)[-1]
    assert (answer["type"], answer["request"]) == ("failed", messages[-1]["type"])
