"""Files of documents; a file is rejected when its hash differs from its row."""

import hashlib

from results.models import Document


def content_of(document: Document) -> bytes | None:
    """Return the bytes of the document, or None if its file is missing or changed."""
    try:
        with document.file.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == document.sha256 else None
