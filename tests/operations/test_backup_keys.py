"""Whether a backup holds what opens the boxes, and what a restore says if it does not."""

import base64
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import connection

from ballots import envelope, keys
from ballots.models import ServerSecret
from operations.backup import databases, restoring
from operations.backup.making import make
from operations.backup.restoring import restore
from operations.embedded import postgres
from operations.embedded.account import run_as
from operations.embedded.places import BASE_DIR, places
from operations.errors import BackupError
from rounds.models import Round
from tests.ballots import hall
from tests.database import MIGRATED
from tests.operations.filled import dumped, fill

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DATA = BASE_DIR / "tests" / "data"


def spellings(secret: bytes) -> set[bytes]:
    """Return the secret as raw bytes, hex, and base64."""
    return {secret, secret.hex().encode(), base64.b64encode(secret)}


def secrets_of(round_: Round) -> list[bytes]:
    found = keys.load_server_keys(round_.pk).to_bytes()
    ring = envelope.read(Path(settings.ENVELOPE_KEY_FILE))
    return [found[:32], found[32:64], found[64:], *ring.keys.values()]


def test_dump_of_an_open_vote_holds_no_secret(alone: None) -> None:
    round_ = hall.open_round(lines=1, voters=5)
    programs, known = postgres.binaries(places()), connection.settings_dict
    command = [str(programs / "pg_dump"), "-h", known["HOST"], "-U", known["USER"], known["NAME"]]
    dump = subprocess.run(command, capture_output=True, check=True, cwd="/", **run_as()).stdout
    assert ServerSecret.objects.get(pk=round_.pk).body.hex().encode() in dump
    found = {spelling for secret in secrets_of(round_) for spelling in spellings(secret) if spelling in dump}
    assert found == set()


def content(file: Path) -> bytes:
    archive = ZipFile(file)
    return b"".join(archive.read(name) for name in archive.namelist())


def test_backup_holds_the_keys_or_none_of_them(alone: None, tmp_path: Path) -> None:
    round_ = hall.open_round(lines=1, voters=5)
    in_use = [ServerSecret.objects.get(pk=round_.pk).key_id]
    assert make(tmp_path / "whole").envelope_keys == in_use
    assert make(tmp_path / "without", with_keys=False).envelope_keys == in_use
    whole, without = content(tmp_path / "whole"), content(tmp_path / "without")
    for secret in (*secrets_of(round_), settings.SECRET_KEY.encode()):
        assert not any(spelling in without for spelling in spellings(secret))
    ring = envelope.parse(ZipFile(tmp_path / "whole").read("envelope_key").decode())
    assert list(ring.keys) == in_use
    assert settings.SECRET_KEY.encode() in whole


def test_backup_names_keys_that_this_host_lacks(alone: None, tmp_path: Path) -> None:
    round_ = hall.open_round(lines=1, voters=5)
    lacking = ServerSecret.objects.get(pk=round_.pk).key_id
    file = Path(settings.ENVELOPE_KEY_FILE)
    kept = file.read_bytes()
    try:
        envelope.write(file, envelope.NO_KEYS.with_new())
        assert make(tmp_path / "other").missing == [f"envelope key {lacking}"]
    finally:
        file.write_bytes(kept)
    hall.lose_server_keys(round_)
    assert make(tmp_path / "lost").missing == [f"keys/{round_.pk}.json"]


@pytest.fixture
def tables_copied(given_back: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `restore` copy the tables of this version; that it makes them by migrating is seen in `test_backup`."""
    where = places()
    dump = dumped(where, databases.name(), "--schema-only", f"--exclude-schema={MIGRATED}")
    monkeypatch.setattr(restoring, "_make_tables", lambda _archive: fill(where, databases.name(), dump))


def test_restore_without_keys_says_what_cannot_be_opened(tables_copied: None, tmp_path: Path) -> None:
    round_ = hall.open_round(lines=1, voters=5)
    row = ServerSecret.objects.get(pk=round_.pk)
    make(tmp_path / "without", with_keys=False)
    Path(settings.ENVELOPE_KEY_FILE).unlink()
    databases.use(databases.name())
    done = restore(tmp_path / "without", replace=True)
    assert done.lacking.envelope_keys == [row.key_id]
    assert done.lacking.live_rounds == [str(round_)]
    with pytest.raises(keys.KeysMissing):
        keys.load_server_keys(round_.pk)


def test_restore_without_keys_beside_the_kept_file(tables_copied: None, tmp_path: Path) -> None:
    round_ = hall.open_round(lines=1, voters=5)
    expected = keys.load_server_keys(round_.pk)
    make(tmp_path / "without", with_keys=False)
    databases.use(databases.name())
    lacking = restore(tmp_path / "without", replace=True).lacking
    assert (lacking.envelope_keys, lacking.live_rounds, lacking.other_rounds) == ([], [], 0)
    assert not lacking.other_secret_key
    assert keys.load_server_keys(round_.pk) == expected


def test_backup_of_the_former_release_is_restored(given_back: None) -> None:
    databases.use(databases.name())
    done = restore(DATA / "former-certified.zip", replace=True)
    assert (done.missing, done.lacking.envelope_keys, done.lacking.other_rounds) == ([], [], 0)
    round_ = Round.objects.get()
    assert keys.load_server_keys(round_.pk).to_bytes()[32:64].hex() == round_.keys.token_secret
    assert list(Path(settings.KEYS_DIR).glob("*")) == []


def test_vote_under_way_in_the_former_release_is_not_restored(given_back: None) -> None:
    databases.use(databases.name())
    with pytest.raises(BackupError, match="certify or cancel these rounds"):
        restore(DATA / "former-open.zip", replace=True)
