"""What the bytes of an uploaded paper say."""

import hashlib
from collections.abc import Iterable

from django.core.files import File

from officials.models import DossierDocument, StoredFile


def file_hash(document: DossierDocument) -> str:
    """Return the SHA-256 of the stored file in hex. Raises `FileNotFoundError` if it is gone."""
    with document.file.storage.open(str(document.file.name)) as file:
        return content_hash(file)


def content_hash(file: File) -> str:  # type: ignore[type-arg]
    """Return the SHA-256 of an open or uploaded file in hex."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def has_file(document: DossierDocument) -> bool:
    """Return whether the file of a paper is stored."""
    return bool(document.file) and document.file.storage.exists(str(document.file.name))


def lost_papers(papers: Iterable[DossierDocument]) -> set[int]:
    """Return those of the papers (ids) whose file is not stored; one query for any number."""
    names = {paper.pk: str(paper.file.name or "") for paper in papers}
    stored = (
        set(StoredFile.objects.filter(pk__in=names.values()).values_list("pk", flat=True)) if names else set()
    )
    return {pk for pk, name in names.items() if name not in stored}


def number_of_pages(file: File) -> int | None:  # type: ignore[type-arg]
    """Return how many pages a PDF has; None if it cannot be read."""
    import pikepdf  # noqa: PLC0415 - slow to import

    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:  # type: ignore[arg-type]
            return len(pdf.pages)
    except (pikepdf.PdfError, ValueError):
        return None
    finally:
        file.seek(0)
