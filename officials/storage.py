"""Storage of files that are served only by views with a permission check: rows of the database."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import connection
from django.utils.deconstruct import deconstructible

from officials.models.stored_files import StoredFile

SLICE = 256 * 1024  # bytes read by one query
INSERT = (
    "INSERT INTO officials_storedfile (name, size, sha256, content) "
    "VALUES (%(name)s, %(size)s, %(sha256)s, %(content)b)"
)
READ = "SELECT substr(content, %(first)s, %(count)s) FROM officials_storedfile WHERE name = %(name)s"


@deconstructible(path="officials.storage.PrivateStorage")
class PrivateStorage(Storage):
    """Files as rows of `StoredFile`, written in the transaction of the row that names them.

    They have no addresses, so that nothing serves them directly, and are never overwritten.
    """

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        if mode != "rb":
            raise ValueError("Stored files are only read; save the changed file under another name.")
        return OpenedFile(name, self.size(name))

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        whole = b"".join(content.chunks())
        digest = hashlib.sha256(whole).hexdigest()
        with _binary_cursor() as cursor:
            cursor.execute(INSERT, {"name": name, "size": len(whole), "sha256": digest, "content": whole})
        return name

    def exists(self, name: str) -> bool:
        return StoredFile.objects.filter(pk=name).exists()

    def size(self, name: str) -> int:
        """Return the number of bytes. Raises `FileNotFoundError`."""
        for size in StoredFile.objects.filter(pk=name).values_list("size", flat=True):
            return size
        raise FileNotFoundError(name)

    def delete(self, name: str) -> None:
        """Remove a file. Raises `IntegrityError` while a row names it."""
        StoredFile.objects.filter(pk=name).delete()

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address; link to the view that checks permission.")


class OpenedFile(File):  # type: ignore[type-arg]
    """A stored file, which is opened again after it was closed as Django's files on a disk are."""

    def __init__(self, name: str, size: int) -> None:
        self._size = size
        super().__init__(self._reader(name), name)

    def open(self, mode: str | None = None, *_args: Any, **_kwargs: Any) -> "OpenedFile":
        self.file = self._reader(str(self.name))
        return self

    def _reader(self, name: str) -> io.BufferedReader:
        return io.BufferedReader(RowReader(name, self._size), SLICE)


class RowReader(io.RawIOBase):
    """Reader of a stored file that fetches only the bytes asked for."""

    def __init__(self, name: str, size: int) -> None:
        self._name, self._size, self._at = name, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        read = self._fetch(len(buffer))
        buffer[: len(read)] = read
        return len(read)

    def readall(self) -> bytes:
        """Return the rest in one query, where the base class would ask for every 8 kB."""
        return self._fetch(self._size - self._at)

    def _fetch(self, count: int) -> bytes:
        """Return the next bytes, at most `count`. Raises `FileNotFoundError` if the file was removed."""
        count = min(count, self._size - self._at)
        if count <= 0:
            return b""
        with _binary_cursor() as cursor:
            cursor.execute(READ, {"name": self._name, "first": self._at + 1, "count": count}, binary=True)
            row = cursor.fetchone()
        if row is None:
            raise FileNotFoundError(self._name)
        self._at += len(row[0])
        return bytes(row[0])


@contextmanager
def _binary_cursor() -> Iterator[psycopg.Cursor[Any]]:
    """Yield a cursor on Django's connection that sends and fetches bytes as they are.

    Django's own writes them as hexadecimal text into the statement: 8 MB take four times as long.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        yield cursor
