"""The members' pages and the server make and accept the same ceremony messages."""

import json
from typing import Any

import pytest

from ballots.protocol import ceremony, messages
from ballots.protocol.member import MemberKeys
from tests.ballots.protocol.box import Team, fixed, make_team
from tests.ballots.protocol.browser_code import JsError, NodeProcess


@pytest.fixture(scope="module")
def team() -> Team:
    return make_team().until("complaint")


def context(team: Team) -> dict[str, Any]:
    c = team.context
    return {"configHash": c.config_hash, "attempt": c.attempt, "n": c.n, "t": c.t}


def as_js(keys: MemberKeys) -> dict[str, Any]:
    """The server's keys in the names and types of the browser."""
    return {
        "index": keys.index,
        "signingSecret": keys.signing_secret,
        "signingPublic": keys.signing_public,
        "encryptionSecret": {"int": str(keys.encryption_secret)},
        "encryptionPublic": keys.encryption_public,
        "coefficients": [{"int": str(c)} for c in keys.coefficients],
        "commitments": list(keys.commitments),
        "nonce": {"int": str(keys.nonce)},
        "lot": keys.lot,
    }


def test_same_keys_from_the_same_seed(js: NodeProcess, team: Team) -> None:
    ours = team.keys[2]
    theirs = js("ceremony.deriveMemberKeys", fixed("member 2"), context(team), 2)
    assert theirs["signingPublic"] == ours.signing_public
    assert tuple(theirs["coefficients"]) == ours.coefficients
    assert theirs["encryptionSecret"] == ours.encryption_secret
    assert theirs["lot"] == ours.lot


def test_same_messages(js: NodeProcess, team: Team) -> None:
    keys, c, board = as_js(team.keys[1]), context(team), team.board
    assert js("ceremony.makeCommit", keys, c, team.server.to_json()) == board["commit"][1]
    assert js("ceremony.makeReveal", keys, c) == board["reveal"][1]
    assert js("ceremony.makeShares", keys, c, board["reveal"]) == board["shares"][1]
    assert js("ceremony.makeAccept", keys, c, team.transcript) == board["accept"][1]
    confirm = js("ceremony.makeConfirm", keys, c, team.transcript, team.election)
    assert confirm == team.make("confirm", team.keys[1])


def test_same_result(js: NodeProcess, team: Team) -> None:
    c, board, server = context(team), team.board, team.server.to_json()
    assert js("ceremony.transcriptHash", c, server, board) == team.transcript
    assert js("ceremony.combineKeys", c, server, board) == team.public.to_json()
    assert js("ceremony.buildManifest", json.loads(team.config), c, server, board) == team.manifest
    secret = js("ceremony.openShares", as_js(team.keys[3]), c, board["reveal"], board["shares"])
    assert secret == team.secrets[3]


@pytest.mark.parametrize("kind", ["commit", "reveal", "shares", "accept"])
def test_the_browser_checks_messages_as_the_server_does(js: NodeProcess, team: Team, kind: str) -> None:
    place = {"board": team.board, "server": team.server.to_json()}
    message = team.board[kind][1]
    assert js("ceremony.checkMessage", message, context(team), place) == message
    for change in ({"sig": "00" * 64}, {"attempt": 2}, {"member": 2}, {"config": "00" * 32}):
        with pytest.raises(Exception, match=r"signature|attempt|key|config"):
            js("ceremony.checkMessage", {**message, **change}, context(team), place)


@pytest.mark.parametrize("name", ["attempt", "member"])
def test_the_browser_does_not_take_true_for_1(js: NodeProcess, team: Team, name: str) -> None:
    place = {"board": team.board, "server": team.server.to_json()}
    message = {**team.board["commit"][1], name: True}
    with pytest.raises(JsError) as caught:
        js("ceremony.checkMessage", message, context(team), place)
    assert caught.value.code == name


def test_the_browser_finds_a_wrong_share_and_complains_provably(js: NodeProcess) -> None:
    team = make_team().until("accept")
    boxes = team.board["shares"][2]["body"]["boxes"]
    boxes["1"] = boxes["3"]
    reveals, shares, keys = team.board["reveal"], team.board["shares"], as_js(team.keys[1])
    with pytest.raises(Exception, match="share_wrong member=2"):
        js("ceremony.openShares", keys, context(team), reveals, shares)
    complaint = js("ceremony.makeComplaint", keys, context(team), reveals, 2)
    team.post(complaint)
    assert js("ceremony.judgeComplaint", complaint, context(team), reveals, shares) == 2


def test_the_browser_refuses_another_lot_and_another_election(js: NodeProcess) -> None:
    team = make_team().until("confirm")
    place = {"board": team.board, "server": team.server.to_json(), "election": team.election}
    keys = team.keys[1]
    confirm = team.make("confirm", keys)
    assert js("ceremony.checkMessage", confirm, context(team), place) == confirm
    with pytest.raises(JsError, match="election member=1"):
        js("ceremony.checkMessage", confirm, context(team), {**place, "election": fixed("other")})
    del team.board["accept"][1]
    false = messages._message(
        keys, team.context, "accept", {**team.make("accept", keys)["body"], "lot": "00" * 32}
    )
    with pytest.raises(JsError, match="lot member=1"):
        js("ceremony.checkMessage", false, context(team), place)


def test_same_pin(js: NodeProcess, team: Team) -> None:
    pin = ceremony.reveals_hash(team.context, team.board["reveal"])
    assert js("ceremony.revealsHash", context(team), team.board["reveal"]) == pin
