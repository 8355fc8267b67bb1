"""What stops a start does so before anything has started, in a sentence."""

import shutil
import socket
from pathlib import Path
from typing import NamedTuple

import pytest

from tinnhiem.embedded import checks, fresh
from tinnhiem.embedded.errors import CannotStart
from tinnhiem.embedded.places import Places, places


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_busy_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"^Port {port} is busy .*; set PORT to another\.$"):
            checks.port_is_free("127.0.0.1", port)


def test_free_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    checks.port_is_free("127.0.0.1", port)


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
