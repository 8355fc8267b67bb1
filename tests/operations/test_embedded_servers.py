"""Real Postgres and Valkey, started, killed and started again."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable

import pytest
import redis

from operations.embedded import postgres, roles, servers, valkey
from operations.embedded.places import Places
from operations.embedded.process import is_running
from operations.errors import CannotStart


def query(where: Places, text: str) -> list[tuple[object, ...]]:
    with roles.connected(where, roles.OWNER, roles.DATABASE) as connection:
        cursor = connection.execute(text)
        return cursor.fetchall() if cursor.description else []


def pid(where: Places) -> int:
    return int((where.postgres / "postmaster.pid").read_text().split()[0])


def test_data_survives_a_restart(instance: Places) -> None:
    servers.start(instance)
    query(instance, "CREATE TABLE kept AS SELECT 1 AS one")
    redis.Redis(unix_socket_path=str(instance.valkey_socket)).set("kept", "1")
    servers.stop(instance)
    assert not postgres.running(instance)
    assert not valkey.running(instance)
    servers.start(instance)
    assert query(instance, "SELECT one FROM kept") == [(1,)]
    assert redis.Redis(unix_socket_path=str(instance.valkey_socket)).get("kept") == b"1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers as another account")
def test_a_clone_in_the_home_of_root_has_servers(instance: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers' account cannot enter it, so it gets copies of the programs."""
    for module in (postgres, valkey):
        monkeypatch.setattr(module, "reachable_by_all", lambda _folder: False)
    servers.start(instance)
    assert query(instance, "SELECT 1") == [(1,)]
    assert postgres.binaries(instance).is_relative_to(instance.servers)


def test_a_new_cluster_has_small_segments_of_the_log(instance: Places) -> None:
    """Casts wait while a new one is filled with zeros, as after each closing."""
    servers.start(instance)
    assert query(instance, "SHOW wal_segment_size") == [("4MB",)]


def test_running_servers_are_reused(instance: Places) -> None:
    servers.start(instance)
    first = pid(instance)
    servers.start(instance)
    assert pid(instance) == first


def test_killed_servers_start_again(
    instance: Places, wait_until: Callable[[Callable[[], bool]], bool]
) -> None:
    servers.start(instance)
    query(instance, "CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(pid(instance), signal.SIGKILL)
    wait_until(lambda: not postgres.running(instance))
    sentence = servers.check(instance)
    assert sentence == "Postgres had ended and runs again."
    assert query(instance, "SELECT one FROM kept") == [(1,)]


def test_servers_of_a_removed_clone_end_before_new_ones_start(instance: Places) -> None:
    """Otherwise Postgres notices within a minute, ends, and removes the socket of its successor."""
    servers.start(instance)
    old = {"postgres": pid(instance), "valkey-server": int((instance.valkey / "valkey.pid").read_text())}
    shutil.rmtree(instance.servers)
    servers.start(instance)
    assert [name for name, number in old.items() if is_running(number, name)] == []
    assert query(instance, "SELECT 1") == [(1,)]
    assert redis.Redis(unix_socket_path=str(instance.valkey_socket)).ping()


def test_pid_file_of_another_program_is_ignored(instance: Places) -> None:
    servers.start(instance)
    servers.stop(instance)
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        (instance.postgres / "postmaster.pid").write_text(f"{stranger.pid}\n")
        assert not postgres.running(instance)
        servers.start(instance)
        assert query(instance, "SELECT 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_no_other_account_may_connect(instance: Places) -> None:
    servers.start(instance)
    assert instance.sockets.stat().st_mode & 0o077 == 0
    assert query(instance, "SHOW listen_addresses") == [("",)]


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs Postgres as itself")
def test_root_runs_database_as_unprivileged_user(instance: Places) -> None:
    servers.start(instance)
    assert instance.postgres.stat().st_uid != 0
    with open(f"/proc/{pid(instance)}/status") as status:  # noqa: PTH123 (a pseudo file)
        uids = next(line for line in status if line.startswith("Uid:"))
    assert "\t0\t" not in uids


def test_broken_cluster_is_reported(instance: Places) -> None:
    servers.start(instance)
    servers.stop(instance)
    (instance.postgres / "PG_VERSION").write_text("9\n")
    with pytest.raises(CannotStart, match=r"^Postgres: pg_ctl failed: .*database files are incompatible"):
        servers.start(instance)


def test_named_servers_are_not_started(instance: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    servers.start(instance)
    assert not postgres.running(instance)
    assert not valkey.running(instance)


def test_one_named_server_still_starts_the_other(instance: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    servers.start(instance)
    assert not postgres.running(instance)
    assert valkey.running(instance)
