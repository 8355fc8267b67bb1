"""Backup files: a zip with an entry for each table and key, and a manifest of hashes.

The hashes inside reveal damage but not forgery, so people compare the fingerprint (SHA-256 of the manifest).
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from operations.errors import BackupError

FORMAT = "tin-nhiem-backup/1"
MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_SHAPE = {
    "made_at": str,
    "postgres": str,
    "migrations": list,
    "missing": list,
    "tables": dict,
    "sequences": dict,
    "files": dict,
}
_UNREADABLE = (BadZipFile, zlib.error, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError)


class Writer:
    """Writer of entries that records the hash of each; `finish` writes the manifest over them."""

    def __init__(self, target: IO[bytes]) -> None:
        # Ciphertexts and PDF do not compress.
        self._zip = ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1)
        self._files: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_problem: object) -> None:
        self._zip.close()

    def add(self, name: str, chunks: Iterable[bytes | memoryview]) -> None:
        digest, size = hashlib.sha256(), 0
        with self._zip.open(name, "w", force_zip64=True) as entry:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                entry.write(chunk)
        self._files[name] = {"bytes": size, "sha256": digest.hexdigest()}

    def finish(self, about: dict[str, Any]) -> str:
        """Write the manifest and return its fingerprint."""
        content = json.dumps({"format": FORMAT, **about, "files": self._files}, indent=1, sort_keys=True)
        with self._zip.open(MANIFEST, "w") as entry:
            entry.write(content.encode())
        return fingerprint(content.encode())


class BackupArchive:
    """A backup that was checked against its manifest, byte by byte."""

    def __init__(self, source: Path) -> None:
        try:
            self._zip = ZipFile(source)
            manifest = self._zip.read(MANIFEST)
            self.about = _required(json.loads(manifest))
        except _UNREADABLE as problem:
            raise BackupError(
                f"{source} is not a whole backup of this product; nothing was changed."
            ) from problem
        if self.about["format"] != FORMAT:
            kind = self.about["format"]
            raise BackupError(f"{source} is a backup of the kind {kind!r}, which this version cannot read.")
        self.fingerprint = fingerprint(manifest)
        self._verify(source)

    def _verify(self, source: Path) -> None:
        expected: dict[str, dict[str, Any]] = self.about["files"]
        if set(self._zip.namelist()) != {MANIFEST, *expected}:
            raise BackupError(f"{source} has entries that its manifest does not name, or lacks some.")
        for name, entry in expected.items():
            if not _is_safe(name) or self._digest(name) != entry["sha256"]:
                raise BackupError(f"{source} is damaged at {name}; nothing was changed. Take another copy.")

    def _digest(self, name: str) -> str:
        digest = hashlib.sha256()
        try:
            for chunk in self.chunks(name):
                digest.update(chunk)
        except _UNREADABLE:
            return ""
        return digest.hexdigest()

    def chunks(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as entry:
            while chunk := entry.read(_CHUNK):
                yield chunk

    def text(self, name: str) -> str | None:
        """Return a whole entry as text, None if there is none of this name."""
        return self._zip.read(name).decode() if name in self.about["files"] else None

    def names(self, folder: str) -> list[str]:
        """Return the entries below a folder, in order."""
        return sorted(name for name in self.about["files"] if name.startswith(f"{folder}/"))

    def sha256(self, name: str) -> str:
        return str(self.about["files"][name]["sha256"])

    @property
    def size(self) -> int:
        """Return the number of bytes of the unpacked entries."""
        return sum(int(entry["bytes"]) for entry in self.about["files"].values())


def fingerprint(manifest: bytes) -> str:
    """Return the fingerprint to write down: 32 of the 64 digits, in groups of four."""
    digest = hashlib.sha256(manifest).hexdigest()[:32]
    return "-".join(digest[at : at + 4] for at in range(0, 32, 4))


def _required(about: Any) -> dict[str, Any]:
    """Return the manifest. Raises `ValueError` if it is malformed."""
    kind = about.get("format") if isinstance(about, dict) else None
    if not isinstance(kind, str) or (kind == FORMAT and not _has_shape(about)):
        raise ValueError("no manifest")
    return dict(about)


def _has_shape(about: dict[str, Any]) -> bool:
    files = about.get("files")
    return all(isinstance(about.get(name), kind) for name, kind in _SHAPE.items()) and all(
        isinstance(entry, dict) and isinstance(entry.get("bytes"), int) and "sha256" in entry
        for entry in (files or {}).values()
    )


def _is_safe(name: str) -> bool:
    """Return whether a name stays inside the folder into which it is unpacked."""
    return not name.startswith("/") and all(part not in ("", ".", "..") for part in name.split("/"))
