"""A file is either complete on the disk or absent."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from common.durable import create_file, replace_file

Write = Callable[[Path, bytes], None]
both = pytest.mark.parametrize("write", [create_file, replace_file])


@both
def test_file_is_readable_by_its_owner_only(write: Write, tmp_path: Path) -> None:
    write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


@both
def test_content_is_on_the_disk_before_the_name(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda _descriptor: names.append((tmp_path / "file").exists()))
    write(tmp_path / "file", b"new")
    assert names == [False, True]


@both
def test_full_disk_leaves_nothing(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError):
        write(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == []


def test_create_leaves_an_earlier_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "file", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"old")]


def test_replace_takes_the_place_of_an_earlier_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    replace_file(tmp_path / "file", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"new")]
