"""The server still writes the bundle of a round of `tn1`, byte for byte (docs/protocol.md §15)."""

import json
from typing import Any

import pytest

from audit.models import Entry
from ballots.models import (
    BoxKey,
    CastBallot,
    CeremonyMessage,
    EncryptedTally,
    PartialDecryption,
    ProofCheck,
)
from results.bundle import bundle
from results.models import LineCount, MinutesSignature, Tally
from rounds import steps
from rounds.models import Round
from rounds.services.noting import note_event
from tests.owner import unguarded
from tests.roles import make_frozen_round
from tests.verifier.sample import files_of
from tests.verifier.test_former_version import TN1

pytestmark = pytest.mark.django_db
BODY = 72 + 2 * 1088
FRAME = BODY + 64 + 1 + 64
Files = dict[str, Any]


@pytest.fixture
def told() -> Files:
    """The files of the bundle that the last release wrote; JSON is read."""
    files = files_of(TN1)
    return {name: json.loads(data) if name.endswith(".json") else data for name, data in files.items()}


@pytest.fixture
def round_(told: Files) -> Round:
    """The rows that this release finds after its migrations; no trigger asks how they came there."""
    frozen = make_frozen_round(lines=2, members=3, voters=8)
    with unguarded():
        found = _round(frozen, told)
        _box(found, told)
        _count(found, told)
    return found


def _round(frozen: Round, told: Files) -> Round:
    stated, manifest = told["9-minutes.json"], files_of(TN1)["1-manifest.json"]
    config = json.dumps(told["1-manifest.json"]["config"]).encode()
    Round.objects.filter(pk=frozen.pk).update(
        id=stated["round"],
        title=stated["title"],
        state=Round.State.CERTIFIED,
        config=config,
        manifest=manifest,
        election_id=stated["election"],
        fingerprint=stated["fingerprint"],
        ceremony_code=told["8-result.json"]["ceremony_code"],
        box_key=told["1-manifest.json"]["keys"]["box"],
    )
    for relation in Round._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: frozen.pk})
        rows.update(**{relation.field.name: stated["round"]})
    found = Round.objects.get(pk=stated["round"])
    for event, at in (("open", "opened_at"), ("close", "closed_at")):
        note_event(found, steps.BY_NAME[event].entry_name, actor=None)
        Entry.objects.filter(pk=Entry.objects.latest("pk").pk).update(at=stated[at])
    return found


def _box(round_: Round, told: Files) -> None:
    ceremony, secret = told["2-ceremony.json"], told["3-tokens.json"]["token_secret"]
    fields = {"attempt": 1, "server_public": ceremony["server"], "token_secret": secret}
    BoxKey.objects.create(round=round_, **fields)
    for step, messages in ceremony["messages"].items():
        for index, payload in messages.items():
            member = round_.committee.get(index=index)
            CeremonyMessage.objects.create(round=round_, attempt=1, member=member, step=step, payload=payload)
    data = told["4-ballots.bin"]
    frames = [data[at : at + FRAME] for at in range(0, len(data), FRAME)]
    for (name, reason), frame in zip(sorted(told["5-checks.json"].items()), frames, strict=True):
        body, signature, token = frame[:BODY], frame[BODY : BODY + 64], frame[-64:]
        parts = {"body": body, "signature": signature, "token": token, "credential": body[36:68].hex()}
        row = CastBallot.objects.create(hash=name, round=round_, **parts)
        ProofCheck.objects.create(ballot=row, valid=not reason, reason=reason)


def _count(round_: Round, told: Files) -> None:
    shares, result = told["7-shares.json"], told["8-result.json"]
    numbers = {name: result[name] for name in ("returned", "valid")}
    server = {"share": shares["server"]}
    EncryptedTally.objects.create(round=round_, sums=told["6-sums.bin"], server_partial=server, **numbers)
    members = {member.index: member for member in round_.committee.all()}
    for index, share in shares["members"].items():
        member = members[int(index)]
        PartialDecryption.objects.create(round=round_, member=member, payload={"share": share}, good=True)
    names = ("summoned", "present", "issued", "returned", "valid", "opened_by")
    Tally.objects.create(round=round_, **{name: result[name] for name in names})
    for line, said in zip(round_.lines.order_by("position"), result["lines"], strict=True):
        levels = {name: said[name] for name in ("high", "confidence", "low", "blank")}
        LineCount.objects.create(line=line, round=round_, **levels)
    for index, made in told["9-signatures.json"].items():
        MinutesSignature.objects.create(
            member=members[int(index)], round=round_, statement_hash="00" * 32, signature=made
        )


@pytest.mark.slow
def test_bundle_is_the_one_that_the_last_release_wrote(round_: Round) -> None:
    assert b"".join(bundle(round_)) == TN1.read_bytes()
