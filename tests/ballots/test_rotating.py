"""Changing the envelope key: only data keys are sealed again, all or none; the former key is then forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test.utils import override_settings

from ballots import envelope, keys, shared_keys
from ballots.envelope import NO_KEYS
from ballots.models import ServerSecret, SharedKey
from ballots.services.rotating import rotate
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def file(tmp_path: Path) -> Iterator[Path]:
    with override_settings(ENVELOPE_KEY_FILE=tmp_path / "envelope_key"):
        yield tmp_path / "envelope_key"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("envelope_key", *words)
    return capsys.readouterr().out


@pytest.mark.slow
def test_new_key_seals_the_same_bodies(file: Path) -> None:
    rounds = [make_frozen_round().pk for _ in range(2)]
    before = [keys.create(pk) for pk in rounds]
    bodies = set(ServerSecret.objects.values_list("body", flat=True))
    envelope.write(file, envelope.read(file).with_new())
    done = rotate()
    assert (done.key_id, done.rewrapped, done.left) == (envelope.read(file).newest, 2, 0)
    assert [keys.load_server_keys(pk) for pk in rounds] == before
    assert set(ServerSecret.objects.values_list("body", flat=True)) == bodies
    assert set(ServerSecret.objects.values_list("key_id", flat=True)) == {done.key_id}
    assert rotate().rewrapped == 0


@pytest.mark.slow
def test_all_or_none(file: Path) -> None:
    first, second = make_frozen_round().pk, make_frozen_round().pk
    keys.create(first)
    former = envelope.read(file)
    envelope.write(file, NO_KEYS.with_new())
    rotate(leave_unreadable=True)
    keys.create(second)
    before = set(ServerSecret.objects.values_list("pk", "key_id"))
    envelope.write(file, envelope.read(file).with_new())
    with pytest.raises(keys.KeysMissing):
        rotate()
    assert set(ServerSecret.objects.values_list("pk", "key_id")) == before
    assert shared_keys.recorded(SharedKey.Name.ENVELOPE) == next(iter(envelope.read(file).keys))
    envelope.write(file, envelope.EnvelopeKeys({**former.keys, **envelope.read(file).keys}))
    assert rotate().rewrapped == 2


@pytest.mark.slow
def test_lost_key_leaves_its_boxes_and_new_ones_are_locked(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, new = make_frozen_round().pk, make_frozen_round().pk
    keys.create(lost)
    file.unlink()
    run(capsys, "make")
    with pytest.raises(CommandError, match="This host lacks the envelope key"):
        run(capsys, "rotate")
    assert "since their key is lost: 1" in run(capsys, "rotate", "--leave-unreadable")
    assert keys.create(new) == keys.load_server_keys(new)
    with pytest.raises(keys.KeysMissing):
        keys.load_server_keys(lost)


@pytest.mark.slow
def test_steps_for_two_hosts(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pk, second = make_frozen_round().pk, tmp_path / "second_host"
    expected = keys.create(pk)
    former = envelope.read(file).newest
    run(capsys, "make")
    second.write_bytes(file.read_bytes())
    assert f"{former}: boxes 1, seals new boxes" in run(capsys, "show")
    run(capsys, "rotate")
    for host in (file, second):
        with override_settings(ENVELOPE_KEY_FILE=host):
            assert keys.load_server_keys(pk) == expected
            assert former in run(capsys, "forget")
            assert "nothing" in run(capsys, "forget")
            assert keys.load_server_keys(pk) == expected
            assert former not in host.read_text()


def test_output_shows_no_key(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.create(make_frozen_round().pk)
    secret = file.read_text().split()[-1]
    said = "".join(run(capsys, action) for action in ("show", "make", "rotate", "forget"))
    assert secret not in said
    assert file.read_text().split()[-1] not in said


def test_show_names_a_key_that_is_missing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.create(make_frozen_round().pk)
    lacking = envelope.read(file).newest
    envelope.write(file, NO_KEYS.with_new())
    assert f"{lacking}: boxes 1, seals new boxes, MISSING" in run(capsys, "show")
