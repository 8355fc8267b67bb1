"""The zip file of a bundle, read strictly: not a byte of it may differ (docs/protocol.md §12.2).

Ordinary zip readers ignore bytes before, between and after the files, duplicate names and odd
dates. This reader writes the container again and compares.
"""

import hashlib
import mmap
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from verifier.encoding import require
from verifier.forms import FORMS, SUMS_FILE

LOCAL, CENTRAL, DESCRIPTOR, END = b"PK\3\4", b"PK\1\2", b"PK\7\x08", b"PK\5\6"
CENTRAL_BYTES, END_BYTES = 46, 22
VERSION, FLAGS, STORED = 20, 8, 0
TIME, DATE = 0, 33  # 1 January 1980, 00:00
MADE_ON_UNIX = 3
ATTRIBUTES = 0o100644 << 16
MOST_FILES = 20
# The largest size of each file that is read as a whole (docs/protocol.md §12.1).
KIB = 1 << 10
SIZES = {
    "0-README.txt": 64 * KIB,
    "1-manifest.json": 4096 * KIB,
    "2-ceremony.json": 1024 * KIB,
    "3-tokens.json": 4 * KIB,
    "6-sums.bin": 64 * KIB,
    "7-shares.json": 4096 * KIB,
    "8-result.json": 256 * KIB,
    "8-statements.json": 1024 * KIB,
    "9-minutes.json": 1024 * KIB,
    "9-signatures.json": 64 * KIB,
    SUMS_FILE: 4 * KIB,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One file and the position of its bytes in the archive."""

    name: str
    crc: int
    start: int
    size: int


class Archive:
    """The files of a bundle by name; bytes are read from the disk on demand."""

    def __init__(self, path: Path) -> None:
        """Raise `Wrong` or `OSError` unless this is exactly an archive of the prescribed form."""
        with path.open("rb") as file:
            require(path.stat().st_size > END_BYTES, "not a zip file")
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.entries = {entry.name: entry for entry in _entries(self.data)}
        self.files = tuple(self.entries)
        known = any(self.files == form.files for form in FORMS.values())
        require(known, "the archive does not hold the prescribed files in their order")
        _require_sizes({name: entry.size for name, entry in self.entries.items()})
        _require_form(self.data, list(self.entries.values()))

    def read(self, name: str) -> bytes:
        """Return the whole file."""
        entry = self.entries[name]
        return self.data[entry.start : entry.start + entry.size]

    def pieces(self, name: str, size: int = 1 << 20) -> Iterator[bytes]:
        """Yield the file in pieces of this many bytes; the last may be shorter."""
        entry = self.entries[name]
        for at in range(entry.start, entry.start + entry.size, size):
            yield self.data[at : min(at + size, entry.start + entry.size)]

    def require_sums(self) -> None:
        """Raise unless every file has the SHA-256 of the list of sums."""
        lines = []
        for name in self.files[:-1]:
            digest = hashlib.sha256()
            for piece in self.pieces(name):
                digest.update(piece)
            lines.append(f"{digest.hexdigest()}  {name}\n")
        for expected, found in zip(lines, self.read(SUMS_FILE).decode("ascii").splitlines(True), strict=True):
            require(expected == found, f"{expected[66:].strip()} has another SHA-256 than {SUMS_FILE} says")


def _entries(data: mmap.mmap) -> Iterator[Entry]:
    """The files as the directory at the end lists them."""
    end = struct.unpack("<4s4H2LH", data[-END_BYTES:])
    require(end[0] == END and end[6] < len(data), "not a zip file, or something stands behind it")
    at = end[6]
    for _ in range(min(end[4], MOST_FILES)):
        listed = data[at : at + CENTRAL_BYTES]
        require(len(listed) == CENTRAL_BYTES, "the directory of the archive is damaged")
        fields = struct.unpack("<4s6H3L5H2L", listed)
        name = data[at + CENTRAL_BYTES : at + CENTRAL_BYTES + fields[10]].decode("ascii")
        size, offset = fields[9], fields[16]
        yield Entry(name, fields[7], offset + 30 + len(name), size)
        at += CENTRAL_BYTES + len(name)


def _require_sizes(found: dict[str, int]) -> None:
    """Refuse files that no round needs; reading them could take all memory."""
    allowed = {**SIZES, "5-checks.json": 4 * KIB + found["4-ballots.bin"] // 12}
    for name, size in found.items():
        most = allowed.get(name, size)
        require(size <= most, f"{name} has {size} bytes, more than the {most} that are allowed")


def _require_form(data: mmap.mmap, entries: list[Entry]) -> None:
    """Compare everything that is not content with docs/protocol.md §12.2."""
    at, directory = 0, b""
    for entry in entries:
        name = entry.name.encode()
        head = (
            struct.pack("<4s5H3L2H", LOCAL, VERSION, FLAGS, STORED, TIME, DATE, 0, 0, 0, len(name), 0) + name
        )
        tail = struct.pack("<4s3L", DESCRIPTOR, entry.crc, entry.size, entry.size)
        end = entry.start + entry.size
        is_good = entry.start == at + len(head) and end <= len(data) and data[at : entry.start] == head
        require(
            is_good and data[end : end + len(tail)] == tail,
            f"the container around {entry.name} is not as prescribed",
        )
        require(_crc(data, entry) == entry.crc, f"{entry.name} is damaged")
        directory += _listed(entry, name, at)
        at = end + len(tail)
    count = len(entries)
    closing = struct.pack("<4s4H2LH", END, 0, 0, count, count, len(directory), at, 0)
    require(data[at:] == directory + closing, "the directory of the archive is not as prescribed")


def _crc(data: mmap.mmap, entry: Entry) -> int:
    found = 0
    for at in range(entry.start, entry.start + entry.size, 1 << 20):
        found = zlib.crc32(data[at : min(at + (1 << 20), entry.start + entry.size)], found)
    return found


def _listed(entry: Entry, name: bytes, at: int) -> bytes:
    fields = (VERSION | MADE_ON_UNIX << 8, VERSION, FLAGS, STORED, TIME, DATE)
    sizes = (entry.crc, entry.size, entry.size)
    head = struct.pack("<4s6H3L5H2L", CENTRAL, *fields, *sizes, len(name), 0, 0, 0, 0, ATTRIBUTES, at)
    return head + name
