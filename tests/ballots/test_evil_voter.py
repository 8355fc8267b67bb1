"""Dishonest voters at the real address: refused with the reason, or void; the round goes on."""

import json
from collections import Counter
from itertools import islice

import pytest
from django.test import Client

from ballots import tasks
from ballots.models import CastBallot, ProofCheck
from ballots.protocol import signing
from ballots.protocol.ballot import LevelIndex, encode_frame
from ballots.services import closing, counting
from results.services.opening import open_box
from results.sheet import sheet_of
from rounds.models import Round
from tests.ballots.hall import VoterDevice, open_round, proofs_left_to_workers, verdicts, voters
from tests.ballots.protocol.evil import Evil, Forger
from tests.ballots.team import token_for
from tests.results.count import give_shares

pytestmark = pytest.mark.django_db
HONEST, VOID = 5, {"proof": 19, "sum_proof": 4}
EVERYBODY = HONEST + sum(VOID.values())


def forger(device: VoterDevice) -> Forger:
    return Forger(device.box.election, device.credential)


def frame(device: VoterDevice, body: bytes, token: bytes | None = None) -> bytes:
    """Sign any body with the voter's credential."""
    signature = signing.sign(device.secret, "ballot-signature", body)
    return encode_frame(body, signature, device.token if token is None else token)


def cast(round_: Round, data: bytes) -> tuple[int, str]:
    """Return the status of the address and the reason of its refusal."""
    path = f"/box/{round_.pk}/cast"
    response = Client().post(path, data, content_type="application/octet-stream")
    answer = json.loads(response.content)
    return response.status_code, str(answer.get("reason", ""))


def at_workers(device: VoterDevice) -> list[Evil]:
    """Ballots that are accepted and later found invalid; of cancelling errors every fourth."""
    forged = forger(device)
    cancelling = islice(forged.cancelling_commitments(), 0, None, 4)
    return [evil for evil in (*forged.evil(), *cancelling) if not evil.is_refused_at_cast]


def at_cast(device: VoterDevice) -> list[Evil]:
    """Ballots that the address refuses; a wrong length shifts everything after the body."""
    return [evil for evil in forger(device).evil() if evil.is_refused_at_cast]


def reason_at_the_address(evil: Evil) -> str:
    """The token is checked before the signature, so another credential fails there."""
    return "token" if evil.reason == "signature" else evil.reason


def test_the_address_refuses_each_with_its_reason() -> None:
    round_ = open_round(lines=2)
    device = VoterDevice(round_, voters(round_)[0]).take()
    evil = at_cast(device)
    assert len(evil) == 72
    found = {e.name: cast(round_, frame(device, e.body)) for e in evil}
    assert found == {e.name: (422, reason_at_the_address(e)) for e in evil}
    assert not CastBallot.objects.exists()
    assert cast(round_, device.frame()) == (200, "")


@pytest.mark.slow
def test_the_address_refuses_bad_proofs_with_their_reason() -> None:
    round_ = open_round(lines=2)
    device = VoterDevice(round_, voters(round_)[0]).take()
    evil = at_workers(device)
    assert len(evil) == EVERYBODY - HONEST
    assert [cast(round_, frame(device, e.body)) for e in evil] == [(422, e.reason) for e in evil]
    assert not CastBallot.objects.exists()
    assert not ProofCheck.objects.exists()
    assert cast(round_, device.frame()) == (200, "")


@pytest.mark.slow
def test_a_token_is_good_for_its_credential_and_round_only() -> None:
    round_, other = open_round(lines=2), open_round(lines=2)
    mine, yours = (VoterDevice(round_, user).take() for user in voters(round_)[:2])
    body = forger(mine).honest
    elsewhere = token_for(other, mine.credential)
    for token in (b"", bytes(64), yours.token, elsewhere, mine.token[:-1] + bytes([mine.token[-1] ^ 1])):
        assert cast(round_, frame(mine, body, token)) == (422, "token")
    assert cast(round_, frame(mine, body, mine.token[:-1])) == (422, "length")
    assert cast(other, frame(mine, body)) == (422, "election")
    assert not CastBallot.objects.exists()


@pytest.mark.slow
def test_ballot_found_invalid_by_workers_is_void() -> None:
    round_ = open_round(lines=2, voters=EVERYBODY)
    people = voters(round_)
    for user in people[:HONEST]:
        VoterDevice(round_, user).take().cast([LevelIndex.HIGH, None])
    reasons: Counter[str] = Counter()
    for number, user in enumerate(people[HONEST:]):
        device = VoterDevice(round_, user).take()
        evil = at_workers(device)[number]
        with proofs_left_to_workers():
            assert cast(round_, frame(device, evil.body)) == (200, "")
        reasons[evil.reason] += 1
    tasks.verify(str(round_.pk))
    assert dict(ProofCheck.objects.values_list("ballot_id", "reason")).keys() == box()
    closing.close_round(round_id=round_.pk, actor=None)
    counted(round_, reasons)


def box() -> set[str]:
    return set(CastBallot.objects.values_list("hash", flat=True))


def counted(round_: Round, reasons: Counter[str]) -> None:
    before = box()
    assert counting.count(round_id=round_.pk)
    give_shares(round_, (1,))
    tally = open_box(round_id=round_.pk)
    assert verdicts(round_) == {"": HONEST, **reasons} == {"": HONEST, **VOID}
    assert (tally.returned, tally.valid) == (EVERYBODY, HONEST)
    rows = round_.counts.order_by("line__position").values_list("high", "confidence", "low", "blank")
    assert list(rows) == [(HONEST, 0, 0, 0), (0, 0, 0, HONEST)]
    assert sorted(reason.count for reason in sheet_of(Round.objects.get(pk=round_.pk)).invalid) == [4, 19]
    assert box() == before
