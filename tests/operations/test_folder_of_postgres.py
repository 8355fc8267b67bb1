"""A folder of the embedded Postgres that was copied with other rights is put right, or its owner is named."""

import os
from pathlib import Path

import pytest

from operations.embedded import account, postgres, servers
from operations.embedded.places import Places
from operations.errors import CannotStart


@pytest.fixture
def stopped(instance: Places) -> Places:
    servers.start(instance)
    servers.stop(instance)
    return instance


def test_folder_that_others_may_read_is_closed_to_them(stopped: Places) -> None:
    stopped.postgres.chmod(0o755)
    servers.start(stopped)
    assert postgres.running(stopped)
    assert stopped.postgres.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers as another account")
def test_files_of_root_are_given_back(stopped: Places) -> None:
    for path in (stopped.postgres, stopped.postgres / "PG_VERSION"):
        os.chown(path, 0, 0)
    servers.start(stopped)
    assert postgres.running(stopped)


def test_folder_of_another_account_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_values: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    monkeypatch.setattr(os, "chown", refuse)
    (tmp_path / "postgres").mkdir()
    with pytest.raises(CannotStart, match=r"belongs to another account. As root: chown -R \w+ .*postgres"):
        account.put_right(tmp_path / "postgres")


def test_start_that_fails_is_not_tried_each_second(stopped: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    (stopped.postgres / "PG_VERSION").write_text("9\n")
    first = servers.check(stopped)
    assert first is not None
    assert first.endswith("Next try in 15 s.")
    assert servers.check(stopped) is None
