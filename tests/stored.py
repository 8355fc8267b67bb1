"""Stored files for tests: how many there are, and files lost or changed behind the back of the triggers."""

import hashlib
from typing import Any

from django.db.models.fields.files import FieldFile

from officials.models import StoredFile
from tests.owner import unguarded


def content_of(file: FieldFile) -> bytes:
    with file.open("rb") as opened:
        return bytes(opened.read())


def stored_names(folder: str) -> list[str]:
    """Return the names of the stored files below a folder."""
    names = StoredFile.objects.filter(name__startswith=f"{folder}/").order_by("name")
    return list(names.values_list("name", flat=True))


def lose(file: FieldFile) -> None:
    """Remove the row of a file that another row names."""
    _tamper("DELETE FROM officials_storedfile WHERE name = %s", [file.name])


def swap(file: FieldFile, content: bytes) -> None:
    """Put other bytes in the place of a file."""
    values = [content, len(content), hashlib.sha256(content).hexdigest(), file.name]
    _tamper("UPDATE officials_storedfile SET content = %s, size = %s, sha256 = %s WHERE name = %s", values)


def _tamper(statement: str, values: list[Any]) -> None:
    with unguarded() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1
