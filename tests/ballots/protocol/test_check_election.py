"""What a voter's device checks before anything can be marked (docs/protocol.md §2.3), on both sides."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ballots.protocol.ceremony import CeremonyError, check_election
from ballots.protocol.identity import election_id
from common.canonical import canonical_json
from tests.ballots.protocol.box import Team, fixed, make_team
from tests.ballots.protocol.browser_code import JsError, NodeProcess

Change = Callable[[Any, Any], None]


@pytest.fixture(scope="module")
def team() -> Team:
    return make_team().complete()


def refusal(js: NodeProcess, answer: bytes, *expected: bytes) -> str:
    """The code with which both sides refuse the answer."""
    with pytest.raises(CeremonyError) as ours:
        check_election(answer, *expected)
    with pytest.raises(JsError) as theirs:
        js("ceremony.checkElection", answer, *expected)
    assert ours.value.code == theirs.value.code
    return ours.value.code


@pytest.mark.parametrize(("n", "t"), [(1, 1), (3, 2), pytest.param(9, 5, marks=pytest.mark.slow)])
def test_the_true_election_passes(js: NodeProcess, n: int, t: int) -> None:
    team = make_team(n, t).complete()
    known = team.election
    assert check_election(team.answer(), known, known) == json.loads(team.manifest)
    checked = js("ceremony.checkElection", team.answer(), known)
    assert (checked["electionId"], checked["manifest"]) == (known, json.loads(team.manifest))


def test_another_election_than_expected_is_refused(js: NodeProcess, team: Team) -> None:
    assert refusal(js, team.answer(), team.election, fixed("hall")) == "election"


def test_invented_team_passes_without_the_letters_of_the_hall(js: NodeProcess, team: Team) -> None:
    """Only a code from a second source shows that this is not the box of all the others."""
    invented = make_team().complete()
    assert invented.election != team.election
    assert check_election(invented.answer(), invented.election)
    assert refusal(js, invented.answer(), invented.election, team.election) == "election"


@pytest.mark.parametrize("name", ["receipt_key", "token_keys", "lots", "attempt", "keys", "version", "more"])
def test_a_manifest_that_the_team_did_not_make_is_refused(js: NodeProcess, team: Team, name: str) -> None:
    """A server that swaps keys for one voter, and tells the hash of its own manifest."""
    swapped = json.loads(team.manifest)
    swapped[name] = {"token_keys": ["00" * 32], "attempt": 2, "keys": {}}.get(name, "00" * 32)
    text = canonical_json(swapped)
    expected = {"version": "version"}.get(name, "election")
    assert refusal(js, team.answer(manifest=text.decode()), election_id(text)) == expected


def _without(kind: str) -> Change:
    def change(ceremony: Any, _manifest: Any) -> None:
        del ceremony["messages"][kind]["2"]

    return change


def _forged(kind: str, **fields: Any) -> Change:
    def change(ceremony: Any, _manifest: Any) -> None:
        ceremony["messages"][kind]["2"].update(fields)

    return change


def _server(**fields: Any) -> Change:
    def change(ceremony: Any, _manifest: Any) -> None:
        ceremony["server"].update(fields)

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        *((_without(kind), "form") for kind in ("commit", "reveal", "shares", "accept", "confirm")),
        *((_forged(kind, sig="00" * 64), "signature") for kind in ("commit", "reveal", "shares")),
        (_forged("commit", attempt=2), "attempt"),
        (_forged("commit", attempt=True), "attempt"),
        (_forged("commit", member=True), "member"),
        (_server(proof="00" * 64), "server_share"),
        (_server(receipt=fixed("own").hex()), "server_key"),
        (lambda ceremony, _: ceremony.update(attempt=True), "form"),
        (lambda ceremony, _: ceremony.update(messages=None), "form"),
        (lambda _, manifest: manifest["config"].update(threshold=3), "server_share"),
        (lambda _, manifest: manifest["config"].update(threshold=4), "form"),
        (lambda _, manifest: manifest["config"].update(version="tn1"), "form"),
        (lambda _, manifest: manifest.update(version="tn1"), "version"),
        (lambda _, manifest: manifest["config"]["committee"].pop(), "form"),
    ],
)
def test_an_untrue_answer_is_refused(js: NodeProcess, team: Team, change: Change, code: str) -> None:
    told = json.loads(team.answer())
    manifest = json.loads(told["manifest"])
    change(told["ceremony"], manifest)
    told["manifest"] = canonical_json(manifest).decode()
    assert refusal(js, canonical_json(told)) == code


@pytest.mark.parametrize("answer", [b"", b"[]", b"null", b"{}", b'{"ceremony": {}, "manifest": "{}"}'])
def test_junk_is_refused(js: NodeProcess, answer: bytes) -> None:
    assert refusal(js, answer) == "form"


def test_other_spelling_of_the_manifest_is_refused(js: NodeProcess, team: Team) -> None:
    """Two texts of one content would be two elections."""
    text = json.dumps(json.loads(team.manifest))
    assert refusal(js, team.answer(manifest=text), election_id(text.encode())) == "election"
