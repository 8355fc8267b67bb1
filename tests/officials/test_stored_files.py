"""Files are rows: read by slices, written with the row that names them, hashed by the database."""

import io
import secrets

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from officials.models import StoredFile
from officials.storage import SLICE, PrivateStorage
from tests.stored import stored_names

pytestmark = pytest.mark.django_db
CONTENT = secrets.token_bytes(3 * SLICE + 17)
storage = PrivateStorage()


@pytest.fixture
def name() -> str:
    return storage.save("dossiers/tệp.pdf", ContentFile(CONTENT))


def test_file_is_read_as_from_a_disk(name: str) -> None:
    with storage.open(name) as file:
        assert (file.size, file.read(5), file.tell()) == (len(CONTENT), CONTENT[:5], 5)
        assert file.read() == CONTENT[5:]
        assert file.seek(-3, io.SEEK_END) == len(CONTENT) - 3
        assert (file.read(9), file.read(9)) == (CONTENT[-3:], b"")
        assert b"".join(file.chunks()) == CONTENT


def test_range_is_read_without_the_rest(name: str) -> None:
    with storage.open(name) as file:
        file.seek(SLICE + 1)
        assert file.read(10) == CONTENT[SLICE + 1 : SLICE + 11]
        assert file.file.raw.tell() == 2 * SLICE + 1  # type: ignore[union-attr]


def test_slices_are_not_compressed(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstorage FROM pg_attribute WHERE attrelid = 'officials_storedfile'::regclass "
            "AND attname = 'content'"
        )
        assert cursor.fetchone() == ("e",)


def test_file_goes_with_the_transaction_that_wrote_it() -> None:
    with transaction.atomic():
        storage.save("dossiers/a.pdf", ContentFile(CONTENT))
        transaction.set_rollback(True)
    assert stored_names("dossiers") == []


def test_database_computes_size_and_hash(name: str) -> None:
    values = StoredFile.objects.filter(pk=name).values("size", "sha256").get()
    for wrong in ({"size": 4}, {"sha256": "0" * 64}):
        with pytest.raises(IntegrityError, match="stored_file_is_whole"), transaction.atomic():
            StoredFile.objects.create(pk="dossiers/b.pdf", content=CONTENT, **{**values, **wrong})


def test_removed_file_is_not_found(name: str) -> None:
    with storage.open(name) as file:
        storage.delete(name)
        assert not storage.exists(name)
        with pytest.raises(FileNotFoundError):
            file.read(1)
    with pytest.raises(FileNotFoundError):
        storage.open(name)


def test_file_has_no_address_and_is_never_overwritten(name: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        storage.url(name)
    with pytest.raises(ValueError, match="only read"):
        storage.open(name, "wb")
    assert storage.save(name, ContentFile(b"other")) != name
