"""Files of documents are read only when unchanged."""

import hashlib
import uuid
from datetime import date

import pytest
from django.db.models import FileField
from django.db.models.fields.files import FieldFile

from documents import files
from officials.storage import PrivateStorage
from tests.stored import lose, stored_names, swap

CONTENT = b"%PDF-1.7 content"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
NAME = files.stored_name(uuid.UUID(int=7), "minutes", DIGEST)


@pytest.fixture
def file(db: None) -> FieldFile:
    name = files.store(NAME, CONTENT)
    return FieldFile(None, FileField(storage=PrivateStorage()), name)  # type: ignore[arg-type]


def test_stored_file_is_read_again(file: FieldFile) -> None:
    assert file.name == NAME
    assert files.unchanged_content(file, DIGEST) == CONTENT
    assert files.is_unchanged(NAME, DIGEST)


def test_same_content_is_stored_once(file: FieldFile) -> None:
    assert files.store(NAME, CONTENT) == NAME
    assert stored_names("documents") == [NAME]


def test_changed_file_is_not_read(file: FieldFile) -> None:
    swap(file, CONTENT + b" ")
    assert files.unchanged_content(file, DIGEST) is None
    assert not files.is_unchanged(NAME, DIGEST)


def test_missing_file_is_not_read(file: FieldFile) -> None:
    lose(file)
    assert files.unchanged_content(file, DIGEST) is None
    assert not files.is_unchanged(NAME, DIGEST)


def test_download_name_tells_kind_unit_and_day_without_diacritics() -> None:
    name = files.download_name("Báo cáo kết quả", "Đảng ủy Cục Thuế (Hòa Bình)", date(2026, 2, 5))
    assert name == "bao-cao-ket-qua_dang-uy-cuc-thue-hoa-binh_2026-02-05.pdf"


def test_long_names_of_units_end_with_a_whole_word() -> None:
    name = files.download_name("Báo cáo", "Phòng Nghiệp vụ " * 20, date(2026, 2, 5))
    assert name.isascii()
    assert len(name) < 110
    assert "nghiep-vu_2026" in name or "phong-nghiep_2026" in name or "phong_2026" in name
