"""The members' pages add, decrypt and open as the server does."""

from typing import Any

import pytest

from ballots.protocol.ballot import LevelIndex
from ballots.protocol.decryption import Sums
from tests.ballots.protocol.box import SealedBox
from tests.ballots.protocol.browser_code import NodeProcess

CHOICES = (
    (LevelIndex.HIGH, LevelIndex.LOW),
    (LevelIndex.HIGH, None),
    (LevelIndex.CONFIDENCE, LevelIndex.LOW),
)


@pytest.fixture(scope="module")
def box() -> SealedBox:
    made = SealedBox(2)
    for choices in CHOICES:
        made.cast(choices)
    return made


def election_of(box: SealedBox) -> dict[str, Any]:
    return {"electionId": box.election.election_id, "Y": box.election.Y, "nLines": 2}


def js_share(js: NodeProcess, box: SealedBox, member: int, sums: Sums) -> bytes:
    share: bytes = js(
        "decryption.partialDecrypt",
        {
            "electionId": box.election.election_id,
            "member": member,
            "secret": {"int": str(box.secrets[member])},
            "signingSecret": box.team.keys[member].signing_secret,
            "sums": sums.to_bytes(),
        },
    )
    return share


def test_the_browser_checks_and_adds_the_ballots_itself(js: NodeProcess, box: SealedBox) -> None:
    ballots = [{"body": b.body, "signature": b.signature} for b in box.ballots]
    assert js("decryption.sum", {"ballots": ballots, "election": election_of(box)}) == box.sums().to_bytes()


def test_a_share_made_in_the_browser_holds_on_the_server(js: NodeProcess, box: SealedBox) -> None:
    sums = box.sums()
    ours = box.checked(1, box.share(1, sums), sums)
    assert box.checked(1, js_share(js, box, 1, sums), sums) == ours


def test_the_browser_opens_the_same_counts(js: NodeProcess, box: SealedBox) -> None:
    sums = box.sums()
    keys = {
        m: {"shareKey": box.share_keys(m)["share_key"], "signingKey": box.share_keys(m)["signing_key"]}
        for m in (0, 1, 3)
    }
    shares = {0: box.share(0, sums), 1: box.share(1, sums), 3: js_share(js, box, 3, sums)}
    place = {"electionId": box.election.election_id, "sums": sums.to_bytes(), "threshold": 2}
    assert js("decryption.open", {**place, "shares": shares, "keys": keys}) == [[2, 1, 0], [0, 0, 2]]
    with pytest.raises(Exception, match="share_header member=3"):
        js("decryption.open", {**place, "shares": {**shares, 3: shares[1]}, "keys": keys})


def test_the_browser_refuses_a_second_tally(js: NodeProcess, box: SealedBox) -> None:
    with pytest.raises(Exception, match="second_tally"):
        js("decryption.refuseSecondTally", bytes(32), b"\1" * 32)
