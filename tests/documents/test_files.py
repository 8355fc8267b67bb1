"""Files of documents are stored durably, and read only when unchanged."""

import hashlib
import uuid
from pathlib import Path

import pytest
from django.db.models import FileField
from django.db.models.fields.files import FieldFile

from documents import files
from officials.storage import PrivateStorage

CONTENT = b"%PDF-1.7 content"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
NAME = files.stored_name(uuid.UUID(int=7), "minutes", DIGEST)


@pytest.fixture
def path() -> Path:
    files.store(NAME, CONTENT)
    return Path(PrivateStorage().path(NAME))


def read() -> bytes | None:
    file = FieldFile(None, FileField(storage=PrivateStorage()), NAME)  # type: ignore[arg-type]
    return files.unchanged_content(file, DIGEST)


def test_stored_file_is_read_again(path: Path) -> None:
    assert read() == CONTENT
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_changed_file_is_not_read(path: Path) -> None:
    path.write_bytes(CONTENT + b" ")
    assert read() is None


def test_missing_file_is_not_read(path: Path) -> None:
    path.unlink()
    assert read() is None


def test_download_name_tells_kind_and_round() -> None:
    name = files.download_name(uuid.UUID(int=7), "report")
    assert name == "report-00000000-0000-0000-0000-000000000007.pdf"
