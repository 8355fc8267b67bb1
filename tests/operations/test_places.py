"""Where the embedded servers keep their files."""

import os
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR, data_dir, places, reachable_by_all


def test_data_folder_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TINNHIEM_DATA", str(tmp_path))
    assert data_dir() == tmp_path


def test_data_folder_without_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TINNHIEM_DATA", raising=False)
    assert data_dir() == BASE_DIR / "var"


def test_servers_lie_in_the_data_folder(data: Path) -> None:
    assert places(data).postgres == data / "servers" / "postgres"


def test_long_paths_do_not_make_long_socket_names(data: Path) -> None:
    deep = data / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    where = places(deep)
    assert len(os.fsencode(where.sockets / ".s.PGSQL.5432.lock")) <= 107
    assert where.servers == deep / "servers"


def test_two_long_paths_have_two_socket_folders(data: Path) -> None:
    first, second = data / ("a" * 120), data / ("b" * 120)
    assert places(first).sockets != places(second).sockets


def test_link_into_a_closed_folder_is_out_of_reach(data: Path) -> None:
    closed, link = data / "closed" / "packages", data / "link"
    closed.mkdir(parents=True)
    link.symlink_to(closed)
    data.chmod(0o755)
    assert reachable_by_all(link) == reachable_by_all(data)
    closed.parent.chmod(0o700)
    assert not reachable_by_all(link / "bin")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes the account")
def test_root_moves_servers_out_of_closed_folders(data: Path) -> None:
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    assert not reachable_by_all(closed / "not-made-yet")
    assert places(closed).servers.is_relative_to("/var/lib/tinnhiem")
