"""The known answers for programs of others are what server and browser give, in every release."""

import json
from typing import Any

import pytest

from tests.ballots.protocol import known
from tests.ballots.protocol.browser_code import NodeProcess


def read(name: str) -> Any:
    return json.loads((known.HERE / name).read_text())


@pytest.mark.parametrize("name", known.FILES)
def test_the_server_gives_them(name: str) -> None:
    assert (known.HERE / name).read_text() == known.text_of(name)


def test_the_browser_signs_the_same(js: NodeProcess) -> None:
    told = read("known_signatures.json")
    secret, key = bytes.fromhex(told["secret"]), bytes.fromhex(told["key"])
    for case in told["made"]:
        fields = [bytes.fromhex(field) for field in case["fields"]]
        assert js("signing.sign", secret, case["label"], *fields).hex() == case["signature"]
        assert js("signing.verify", key, bytes.fromhex(case["signature"]), case["label"], *fields)


def test_the_browser_finishes_the_token(js: NodeProcess) -> None:
    told = {name: bytes.fromhex(value) for name, value in read("known_tokens.json").items()}
    names = ("credential", "blinded", "evaluated", "proof")
    args = {**{name: told[name] for name in names}, "blind": told["blinding"], "tokenKey": told["token_key"]}
    assert js("voprf.finalize", args) == told["token"]


@pytest.mark.parametrize("index", [1, 2, 3])
def test_the_browser_makes_the_same_messages(js: NodeProcess, index: int) -> None:
    told = read("known_ceremony.json")
    context = {"configHash": bytes.fromhex(told["config_hash"]), "attempt": 1, "n": 3, "t": 2}
    keys = js("ceremony.deriveMemberKeys", bytes.fromhex(told["seeds"][str(index)]), context, index)
    keys = {name: as_argument(value) if name != "index" else value for name, value in keys.items()}
    sent = {kind: messages[str(index)] for kind, messages in told["messages"].items()}
    board, transcript = told["messages"], bytes.fromhex(told["transcript"])
    assert js("ceremony.makeCommit", keys, context, told["server"]) == sent["commit"]
    assert js("ceremony.makeReveal", keys, context) == sent["reveal"]
    assert js("ceremony.makeShares", keys, context, board["reveal"]) == sent["shares"]
    assert js("ceremony.makeAccept", keys, context, transcript) == sent["accept"]
    election = bytes.fromhex(told["election_id"])
    assert js("ceremony.makeConfirm", keys, context, transcript, election) == sent["confirm"]


def as_argument(value: Any) -> Any:
    """Return an answer of the browser in the form of an argument."""
    if isinstance(value, list):
        return [as_argument(item) for item in value]
    return {"int": str(value)} if isinstance(value, int) and not isinstance(value, bool) else value
