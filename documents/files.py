"""Files of documents: their names, writing them durably, and reading only what was written."""

import hashlib
import uuid
from datetime import date
from pathlib import Path

from django.db.models.fields.files import FieldFile
from django.utils.text import slugify

from common.durable import replace_file, sync_folder
from officials.storage import PrivateStorage

LONGEST = 80  # characters of one part of a name
D_WITHOUT_STROKE = str.maketrans("Đđ", "Dd")


def stored_name(owner: uuid.UUID, kind: str, digest: str) -> str:
    """Return the path below `MEDIA_ROOT`; the content's SHA-256 in hex keeps versions apart."""
    return f"documents/{owner}/{kind}-{digest}.pdf"


def download_name(kind: str, unit: str, day: date, ending: str = "pdf") -> str:
    """Return the name under which a browser saves a document, Vietnamese without diacritics.

    Such as `bien-ban-kiem-phieu_cuc-cong-nghiep_2026-02-05.pdf`.
    """
    return f"{plain(kind)}_{plain(unit)}_{day.isoformat()}.{ending}"


def plain(text: str) -> str:
    """Return the words of a text in ASCII, joined by hyphens, without a word that is cut."""
    words = slugify(text.translate(D_WITHOUT_STROKE))
    return words if len(words) <= LONGEST else words[: LONGEST + 1].rpartition("-")[0]


def store(name: str, content: bytes) -> None:
    """Write the file completely and durably, or not at all. Raises `OSError`."""
    path = Path(PrivateStorage().path(name))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(path, content)
    # The folder may be new; it must be on disk before a row names the file.
    sync_folder(path.parent.parent)


def unchanged_content(file: FieldFile, digest: str) -> bytes | None:
    """Return the bytes of the file, or None if it is missing or its SHA-256 (hex) differs."""
    try:
        with file.open("rb") as opened:
            content: bytes = opened.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None
