"""No member can choose last, post for another, or insert a key."""

from typing import Any

import pytest

from ballots.protocol import ceremony, group, messages
from ballots.protocol.ceremony import CeremonyError
from ballots.protocol.member import MemberKeys, prove_knowledge, public_values
from tests.ballots.protocol.box import Team, fixed, make_server, make_team
from tests.ballots.protocol.browser_code import JsError, NodeProcess


def refused(team: Team, message: Any) -> tuple[str, int | None]:
    with pytest.raises(CeremonyError) as caught:
        team.post(message)
    return caught.value.code, caught.value.member


def signed(team: Team, index: int, kind: str, body: dict[str, Any]) -> ceremony.Message:
    return messages._message(team.keys[index], team.context, kind, body)


def changed(message: Any, **body: Any) -> dict[str, Any]:
    return {**message["body"], **body}


@pytest.mark.parametrize("kind", ["reveal", "shares", "accept", "confirm"])
def test_no_step_before_all_took_the_previous_one(kind: str) -> None:
    """Revealing before all have committed would let the last one choose."""
    complete = make_team().until("complaint")
    before = {"reveal": "commit", "shares": "reveal", "accept": "shares", "confirm": "accept"}[kind]
    message = complete.make(kind, complete.keys[1])
    del complete.board[before][3]
    assert refused(complete, message) == ("order", 1)


def test_a_late_choice_is_refused(team: Team) -> None:
    """After the others' reveals, a member reveals values other than the committed ones."""
    team.until("reveal")
    team.post(team.make("reveal", team.keys[1]))
    other = ceremony.derive_member_keys(fixed("another seed"), team.context, 2)
    body = team.make("reveal", other)["body"]
    assert refused(team, signed(team, 2, "reveal", body)) == ("commit", 2)


def test_a_rogue_key_is_refused() -> None:
    """C = X − (the others' keys) would make X the box key; nobody knows its secret."""
    team = make_team()
    victims = group.sum_points(team.keys[i].commitments[0] for i in (1, 2))
    rogue = group.sub(group.base_mul(4711), group.add(victims, team.server.public))
    keys = team.keys[3]
    commitments = (rogue, keys.commitments[1])
    forged = type(keys)(**{**_fields(keys), "commitments": commitments})
    team.keys[3] = forged
    team.until("reveal")
    statement = public_values(team.context, 3, (keys.signing_public, keys.encryption_public), commitments)
    proof = prove_knowledge("member-possession", 4711, 99, *statement)
    body = changed(team.make("reveal", forged), proof=proof.hex())
    assert refused(team, signed(team, 3, "reveal", body)) == ("possession", 3)


def _fields(keys: MemberKeys) -> dict[str, Any]:
    return {name: getattr(keys, name) for name in keys.__slots__}


def test_the_servers_key_without_its_proof_is_refused(team: Team) -> None:
    share = team.server.to_json()
    other = make_server(fixed("another round")).to_json()
    for bad in ({**share, "key": group.G.hex()}, {**share, "proof": "00"}, {}, other):
        with pytest.raises(CeremonyError, match="server_share"):
            ceremony.verify_server_share(team.context.config_hash, bad)


@pytest.mark.parametrize(
    "change",
    [
        {"tokens": []},
        {"tokens": [group.G.hex()] * 2},
        {"tokens": [group.IDENTITY.hex()]},
        {"tokens": None},
        {"receipt": "00"},
        {"receipt": fixed("receipt").hex().upper()},
        {"more": ""},
    ],
)
def test_other_keys_of_the_server_are_checked(js: NodeProcess, team: Team, change: Any) -> None:
    server = {**team.server.to_json(), **change}
    with pytest.raises(CeremonyError, match="server_share"):
        ceremony.verify_server_share(team.context.config_hash, server)
    with pytest.raises(JsError, match="server_share"):
        js("ceremony.verifyServerShare", team.context.config_hash, server)


@pytest.mark.parametrize("name", ["key", "receipt", "tokens"])
def test_a_server_that_changes_a_key_after_the_commits_is_noticed(team: Team, name: str) -> None:
    """The board shows members 2 and 3 other keys than member 1 committed to."""
    message = team.make("commit", team.keys[1])
    own, point = team.server.to_json(), group.G.hex()
    shown = {**own, name: [point] if name == "tokens" else point}
    with pytest.raises(CeremonyError, match="server_key member=1"):
        ceremony.check_message(message, team.context, board=team.board, server=shown)


@pytest.mark.parametrize(("lot", "code"), [("00" * 32, "lot"), ("00", "encoding"), (None, "shape")])
def test_a_lot_other_than_promised_is_refused(team: Team, lot: Any, code: str) -> None:
    """Otherwise the last to accept could choose among the lots that give a certain election code."""
    team.until("accept")
    body = changed(team.make("accept", team.keys[2]), lot=lot)
    assert refused(team, signed(team, 2, "accept", body)) == (code, 2)


def test_confirming_another_election_is_refused(team: Team) -> None:
    team.until("confirm")
    message = ceremony.make_confirm(team.keys[1], team.context, team.transcript, fixed("another election"))
    assert refused(team, message) == ("election", 1)


def test_a_message_under_anothers_index_is_refused(team: Team) -> None:
    team.until("reveal")
    message = team.make("reveal", team.keys[1])
    assert refused(team, {**message, "member": 2}) == ("key", 2)
    assert refused(team, {**message, "member": 2, "key": team.board["commit"][2]["key"]}) == (
        "signature",
        2,
    )


def test_one_key_for_two_members_is_refused(team: Team) -> None:
    team.post(team.make("commit", team.keys[1]))
    keys = ceremony.derive_member_keys(fixed("member 1"), team.context, 1)
    twin = type(keys)(**{**_fields(keys), "index": 2})
    assert refused(team, team.make("commit", twin)) == ("key", 2)


def test_a_second_different_message_is_refused(team: Team) -> None:
    team.until("shares")
    first = team.make("shares", team.keys[1])
    team.post(first)
    team.post(first)
    boxes = {**first["body"]["boxes"], "2": "00" * 48}
    assert refused(team, signed(team, 1, "shares", {"boxes": boxes})) == ("duplicate", 1)


def test_a_message_of_another_attempt_or_round_is_refused(team: Team) -> None:
    message = team.make("commit", team.keys[1])
    assert refused(team, {**message, "attempt": 2}) == ("attempt", 1)
    assert refused(team, {**message, "attempt": True}) == ("attempt", 1)
    assert refused(team, {**message, "config": "00" * 32}) == ("config", 1)


@pytest.mark.parametrize("member", [0, 4, -1, "1", 1.0, True, None])
def test_a_stranger_is_refused(team: Team, member: Any) -> None:
    message = team.make("commit", team.keys[1])
    assert refused(team, {**message, "member": member})[0] == "member"


@pytest.mark.parametrize("junk", [None, [], "commit", {}, {"type": "commit"}])
def test_junk_is_refused(team: Team, junk: Any) -> None:
    assert refused(team, junk)[0] == "shape"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("encryption", "00" * 32, "encoding"),
        ("encryption", "01" + "00" * 31, "encoding"),
        ("coefficients", ["00" * 32] * 2, "encoding"),
        ("coefficients", [], "shape"),
        ("coefficients", 7, "shape"),
        ("coefficients", {c.hex(): "\0" for c in make_team().keys[1].commitments}, "shape"),
        ("coefficients", [7, 7], "shape"),
        ("proof", "00" * 64, "possession"),
        ("proof", "zz", "encoding"),
    ],
)
def test_a_malformed_reveal_is_refused(team: Team, name: str, value: Any, code: str) -> None:
    team.until("reveal")
    body = changed(team.make("reveal", team.keys[1]), **{name: value})
    assert refused(team, signed(team, 1, "reveal", body)) == (code, 1)


@pytest.mark.parametrize("boxes", [{}, {"1": "00" * 48, "2": "00" * 48}, {"2": "00" * 48}, [], None])
def test_boxes_for_the_wrong_members_are_refused(team: Team, boxes: Any) -> None:
    team.until("shares")
    assert refused(team, signed(team, 1, "shares", {"boxes": boxes})) == ("boxes", 1)


def test_accepting_another_transcript_is_refused(team: Team) -> None:
    team.until("accept")
    message = ceremony.make_accept(team.keys[1], team.context, fixed("another transcript"))
    assert refused(team, message) == ("transcript", 1)
