"""A wrong share blames its sender; a false complaint blames the accuser."""

from typing import Any

import pytest

from ballots.protocol import ceremony, messages
from ballots.protocol.ceremony import CeremonyError
from ballots.protocol.member import seal_share
from tests.ballots.protocol.box import Team, make_team


@pytest.fixture
def cheated() -> Team:
    """Member 2 sends member 1 a share of another polynomial."""
    team = make_team().until("shares")
    keys = team.keys[2]
    other = type(keys)(**{**{n: getattr(keys, n) for n in keys.__slots__}, "coefficients": (1, 2)})
    box = seal_share(other, team.context, 1, team.keys[1].encryption_public)
    body = team.make("shares", keys)["body"]
    forged = {"boxes": {**body["boxes"], "1": box.hex()}}
    for message in (
        team.make("shares", team.keys[1]),
        messages._message(keys, team.context, "shares", forged),
        team.make("shares", team.keys[3]),
    ):
        team.post(message)
    return team


def open_as(team: Team, index: int) -> int:
    return ceremony.open_shares(team.keys[index], team.context, team.board["reveal"], team.board["shares"])


def judge(team: Team, message: Any) -> int:
    return ceremony.judge_complaint(message, team.context, team.board["reveal"], team.board["shares"])


def complain(team: Team, by: int, against: Any) -> ceremony.Message:
    return ceremony.make_complaint(team.keys[by], team.context, team.board["reveal"], against)


def test_wrong_share_names_its_sender(cheated: Team) -> None:
    with pytest.raises(CeremonyError, match="share_wrong member=2"):
        open_as(cheated, 1)
    assert isinstance(open_as(cheated, 3), int)


def test_everybody_can_see_that_the_complaint_is_just(cheated: Team) -> None:
    message = complain(cheated, 1, 2)
    cheated.post(message)
    assert judge(cheated, message) == 2


def test_false_complaint_blames_the_accuser(cheated: Team) -> None:
    assert judge(cheated, complain(cheated, 1, 3)) == 1
    assert judge(cheated, complain(cheated, 3, 2)) == 3


def test_complaint_with_invented_secret_blames_the_accuser(cheated: Team) -> None:
    """Claiming another shared point would make any good box look wrong."""
    message = complain(cheated, 3, 2)
    forged = {**message["body"], "shared": cheated.keys[1].encryption_public.hex()}
    assert judge(cheated, {**message, "body": forged}) == 3


def test_accuser_cannot_also_accept(cheated: Team) -> None:
    cheated.post(complain(cheated, 1, 2))
    with pytest.raises(CeremonyError, match="order member=1"):
        cheated.post(cheated.make("accept", cheated.keys[1]))


@pytest.mark.parametrize("against", [0, 1, 4, "2"])
def test_complaint_without_accused_is_refused(cheated: Team, against: Any) -> None:
    body = {**complain(cheated, 1, 2)["body"], "against": against}
    with pytest.raises(CeremonyError, match="against"):
        cheated.post(messages._message(cheated.keys[1], cheated.context, "complaint", body))


def test_share_for_another_member_is_refused(cheated: Team) -> None:
    """The box for member 3, handed to member 1, does not open."""
    boxes = cheated.board["shares"][3]["body"]["boxes"]
    boxes["1"], boxes["2"] = boxes["2"], boxes["1"]
    with pytest.raises(CeremonyError, match="share_wrong member=3"):
        open_as(cheated, 2)
