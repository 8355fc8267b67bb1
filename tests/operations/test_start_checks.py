"""Checks before a start fail with one sentence, before any process is started."""

import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from operations.embedded import checks, fresh, supervisor
from operations.embedded.places import Places, places
from operations.errors import CannotStart


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_busy_port(host: str) -> None:
    with listening(host) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"^Port {port} is busy .*; set PORT to another\.$"):
            checks.port_is_free(host, port)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "0.0.0.0", "::"])  # noqa: S104
def test_free_port(host: str) -> None:
    with listening("127.0.0.1") as other:
        port = other.getsockname()[1]
    checks.port_is_free(host, port)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "no.such.name.invalid"])
def test_address_of_another_machine_is_reported_as_such(host: str) -> None:
    with pytest.raises(CannotStart, match=rf"^This machine has no address {host}; "):
        checks.port_is_free(host, 8000)


def listening(host: str) -> socket.socket:
    return socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


@pytest.mark.parametrize(("host", "at"), [("0.0.0.0", "127.0.0.1"), ("127.0.0.2",) * 2, ("::1",) * 2])  # noqa: S104
def test_the_server_is_looked_for_where_it_listens(host: str, at: str) -> None:
    with listening(at) as server, ThreadPoolExecutor(1) as pool:
        server.settimeout(5)
        answered = pool.submit(answer_once, server)
        assert supervisor._answers(host, server.getsockname()[1])
        assert answered.result().startswith(b"GET /jsi18n/ ")


def answer_once(server: socket.socket) -> bytes:
    connection, _address = server.accept()
    with connection:
        asked = connection.recv(4096)
        connection.sendall(b"HTTP/1.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        return asked


@pytest.mark.parametrize(("missing", "refused"), [(0, False), (1, True)])
def test_disk_with_just_enough_and_just_too_little(
    missing: int, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = checks.LEAST_FREE - missing
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10 * free, 9 * free, free))
    if not refused:
        return checks.disk_has_room(tmp_path)
    with pytest.raises(CannotStart, match=r"^Only 299 MB are free at .*; 300 MB are needed\.$"):
        checks.disk_has_room(tmp_path)
    return None


def test_second_server_in_one_folder(data: Path) -> None:
    where = places(data)
    sentence = r"^It runs already from this data folder \(process \d+\)\.$"
    with checks.the_only_one(where), pytest.raises(CannotStart, match=sentence):
        checks.the_only_one(where)
    checks.the_only_one(where).close()


def test_data_folder_that_cannot_be_made(data: Path) -> None:
    (data / "file").touch()
    with pytest.raises(CannotStart, match=r"^Cannot write to the data folder .*: "):
        checks.the_only_one(places(data / "file" / "below"))


def test_fresh_removes_ours_and_nothing_else(instance: Places) -> None:
    (instance.data / "keys").mkdir()
    (instance.data / "secret_key").touch()
    (instance.data / "thesis.odt").touch()
    fresh.remove_data(instance)
    assert [path.name for path in instance.data.iterdir()] == ["thesis.odt"]
