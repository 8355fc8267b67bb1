"""Durable writing of files: after each call the file is complete on the disk, or absent."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def replace_file(path: Path, content: bytes) -> None:
    """Write `path`, readable by its owner only; an earlier file of the name is replaced."""
    with partial_file(path.parent) as partial:
        _write(partial, content)
        partial.replace(path)
    sync_folder(path.parent)


def create_file(path: Path, content: bytes) -> None:
    """Write `path`, readable by its owner only. Raises `FileExistsError` and leaves the earlier file."""
    with partial_file(path.parent) as partial:
        _write(partial, content)
        link_new(partial, path)


def link_new(partial: Path, path: Path) -> None:
    """Give a written file its name. Raises `FileExistsError`, where a rename would replace a file."""
    try:
        os.link(partial, path)
    finally:
        # Also when another process was first: the caller goes on with its file.
        sync_folder(path.parent)


@contextmanager
def partial_file(folder: Path) -> Iterator[Path]:
    """Yield a new hidden file in `folder`, mode 0600; it is removed unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".partial-")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def sync_file(file: IO[bytes]) -> None:
    """Flush the content of an open file to the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Flush a folder to the disk, so that names of new files survive a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        sync_file(file)
