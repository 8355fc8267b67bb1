"""The server's key files: created once, readable by the owner only, never recreated when missing."""

import stat
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils.translation import override

from ballots import keys

ROUND = uuid.UUID("11111111-2222-3333-4444-555555555555")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with override_settings(KEYS_DIR=tmp_path / "keys"):
        yield tmp_path / "keys"


def test_made_once_and_kept() -> None:
    first = keys.create(ROUND)
    assert keys.create(ROUND) == first
    assert keys.load_server_keys(ROUND) == first


def test_rounds_have_different_keys() -> None:
    assert keys.create(ROUND).share_secret != keys.create(uuid.uuid4()).share_secret


def test_only_the_owner_may_read(folder: Path) -> None:
    keys.create(ROUND)
    assert stat.S_IMODE((folder / f"{ROUND}.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == [f"{ROUND}.json"]


def test_eight_at_once_agree() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(keys.create, [ROUND] * 8))
    assert len(made) == 1


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"share_secret": "00"}', "null", '{"a": 1}'])
def test_damaged_file_is_reported(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / f"{ROUND}.json").write_text(text)
    with pytest.raises(keys.KeysMissing):
        keys.load_server_keys(ROUND)
    with pytest.raises(keys.KeysMissing):
        keys.create(ROUND)


def test_missing_file_is_reported() -> None:
    with override("en"), pytest.raises(keys.KeysMissing, match="backup"):
        keys.load_server_keys(ROUND)


def test_secrets_do_not_show() -> None:
    made = keys.create(ROUND)
    assert str(made.share_secret) not in repr(made)
    assert made.receipt_secret.hex() not in repr(made)
