"""The whole ceremony on the server: for one, three and five members, and what it leaves."""

import json

import pytest

from ballots import keys as key_files
from ballots.manifest import keys_of
from ballots.models import BoxKey, CeremonyMessage
from ballots.protocol.decryption import lagrange
from ballots.protocol.group import L, base_mul
from ballots.protocol.identity import election_code, election_id
from ballots.services import locking
from rounds.models import Round
from tests.ballots.team import STEPS, TeamDevice, run, team
from tests.entries import the_entry
from tests.roles import make_draft_round, make_frozen_round

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize(("members", "threshold"), [(1, None), (3, None), (3, 3), (5, 4)])
def test_last_confirmation_locks_the_box(members: int, threshold: int | None) -> None:
    round_ = make_frozen_round(members=members, threshold=threshold)
    devices = team(round_)
    run(devices)
    round_.refresh_from_db()
    manifest = bytes(round_.manifest or b"")
    keys = keys_of(manifest)
    assert round_.election_id == election_id(manifest).hex()
    assert round_.box_key == keys.box.hex()
    assert keys.threshold == (threshold or members // 2 + 1)
    assert the_entry(round_, "keyed").detail == election_code(election_id(manifest))
    assert CeremonyMessage.objects.filter(round=round_).count() == members * len(STEPS)


@pytest.mark.slow
def test_shares_of_any_subset_and_the_server_make_the_box_key() -> None:
    round_ = make_frozen_round(members=4, threshold=3)
    devices = team(round_)
    run(devices)
    round_.refresh_from_db()
    server = key_files.load_server_keys(round_.pk).share_secret
    for some in (devices[:3], devices[1:], [devices[0], *devices[2:]]):
        weights = lagrange([device.index for device in some])
        members = sum(weights[d.index] * d.secret() for d in some)
        assert base_mul((members + server) % L).hex() == round_.box_key


@pytest.mark.slow
def test_the_manifest_holds_configuration_and_every_key() -> None:
    round_ = make_frozen_round(members=3)
    devices = team(round_)
    run(devices)
    round_.refresh_from_db()
    manifest = json.loads(bytes(round_.manifest or b""))
    stored = BoxKey.objects.get(pk=round_.pk)
    assert manifest["config"] == json.loads(bytes(round_.config or b""))
    public = stored.server_public
    assert (manifest["token_keys"], manifest["receipt_key"]) == (public["tokens"], public["receipt"])
    for device, member in zip(devices, manifest["keys"]["members"], strict=True):
        assert base_mul(device.secret()).hex() == member["share"]


@pytest.mark.slow
def test_the_code_shows_once_all_have_accepted_and_does_not_change() -> None:
    round_ = make_frozen_round(members=3)
    devices = team(round_)
    run(devices, until="shares")
    devices[0].post("accept")
    devices[1].post("accept")
    assert devices[0].ceremony().code == ""
    devices[2].post("accept")
    code, manifest = devices[0].ceremony().code, devices[0].ceremony().manifest
    for device in devices:
        device.post("confirm")
    round_.refresh_from_db()
    assert (code, bytes(round_.manifest or b"")) == (election_code(election_id(manifest)), manifest)


@pytest.mark.slow
def test_nothing_is_stored_before_the_last_confirmation() -> None:
    round_ = make_frozen_round(members=3)
    devices = team(round_)
    run(devices, until="accept")
    devices[0].post("confirm")
    devices[1].post("confirm")
    round_.refresh_from_db()
    assert (round_.box_key, round_.manifest, round_.election_id) == (None, None, None)


def test_starting_again_keeps_the_server_keys() -> None:
    round_ = make_frozen_round()
    first = locking.start(round_id=round_.pk)
    again = locking.start(round_id=round_.pk)
    assert (first.server_public, first.token_public) == (again.server_public, again.token_public)
    assert first.server_public["key"] == base_mul(key_files.load_server_keys(round_.pk).share_secret).hex()


def test_a_draft_has_no_ceremony() -> None:
    round_ = make_draft_round()
    with pytest.raises(locking.NotRunning):
        locking.start(round_id=round_.pk)
    assert not BoxKey.objects.exists()


@pytest.mark.slow
def test_device_continues_with_its_seed() -> None:
    round_ = make_frozen_round(members=3)
    devices = team(round_)
    run(devices, until="reveal")
    returned = TeamDevice(round_, devices[0].user, devices[0].seed)
    for step in STEPS[2:]:
        for device in (returned, *devices[1:]):
            device.post(step)
    assert Round.objects.get(pk=round_.pk).box_key
