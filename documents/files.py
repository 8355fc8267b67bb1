"""Files of documents: their names, storing them, and reading only what was stored."""

import hashlib
import uuid
from datetime import date

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify

from officials.models.stored_files import ContentHash, StoredFile
from officials.storage import PrivateStorage

LONGEST = 80  # characters of one part of a name
D_WITHOUT_STROKE = str.maketrans("Đđ", "Dd")


def stored_name(owner: uuid.UUID, kind: str, digest: str) -> str:
    """Return the name of a stored file; the content's SHA-256 in hex keeps versions apart."""
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


def store(name: str, content: bytes) -> str:
    """Store the file, in the transaction of the row that will name it; return the name under which it stands.

    A file that is there already and unchanged is kept; beside a changed one, another name is chosen.
    """
    digest = hashlib.sha256(content).hexdigest()
    return name if is_unchanged(name, digest) else PrivateStorage().save(name, ContentFile(content))


def is_unchanged(name: str, digest: str) -> bool:
    """Return whether the database holds the file and computes this SHA-256 (hex) from it."""
    stored = StoredFile.objects.filter(pk=name, sha256=digest)
    return stored.annotate(found=ContentHash("content")).filter(found=digest).exists()


def unchanged_content(file: FieldFile, digest: str) -> bytes | None:
    """Return the bytes of the file, or None if it is missing or its SHA-256 (hex) differs."""
    try:
        with file.open("rb") as opened:
            content: bytes = opened.read()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None
