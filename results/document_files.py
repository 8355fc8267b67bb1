"""The file of a document, read only as it was made: the hash in its row is the law."""

import hashlib

from results.models import Document


def content_of(document: Document) -> bytes | None:
    """Return the bytes the document was made of, or None when its file is gone or another by now."""
    try:
        with document.file.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == document.sha256 else None
