"""Files of documents are stored durably, and read only when unchanged."""

import hashlib
import uuid
from datetime import date
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


def test_download_name_tells_kind_unit_and_day_without_diacritics() -> None:
    name = files.download_name("Báo cáo kết quả", "Đảng ủy Cục Thuế (Hòa Bình)", date(2026, 2, 5))
    assert name == "bao-cao-ket-qua_dang-uy-cuc-thue-hoa-binh_2026-02-05.pdf"


def test_long_names_of_units_end_with_a_whole_word() -> None:
    name = files.download_name("Báo cáo", "Phòng Nghiệp vụ " * 20, date(2026, 2, 5))
    assert name.isascii()
    assert len(name) < 110
    assert "nghiep-vu_2026" in name or "phong-nghiep_2026" in name or "phong_2026" in name
