"""The papers of the dossiers as frozen with the lines of a ballot (docs/protocol.md §2.2).

The configuration holds one hash for each line. List and salt are for the voters of the round only:
with the manifest, which anybody may fetch, they would tell what was filed about a person.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate

from common.commitments import salted_hash
from documents.files import download_name, plain
from officials.files import file_hash, has_file
from officials.models import DossierDocument
from rounds.models import Line, Matter

LONGEST_NAME = 60  # characters, so that the number stays


def file_name(document: DossierDocument) -> str:
    """Return the name under which a browser saves a paper, with its number among papers of the same name.

    Such as `bao-cao-tu-danh-gia-2_nguyen-van-a_2026-02-05.pdf`; replaced papers count, so that a number stays.
    """
    same = document.dossier.documents.filter(kind=document.kind, name=document.name)
    number = same.filter(pk__lte=document.pk).count()
    kind = f"{plain(str(document))[:LONGEST_NAME]} {number if number > 1 else ''}"
    return download_name(kind, str(document.dossier.official.full_name), document.added_on or localdate())


def documents_in_order(line: Line) -> list[DossierDocument]:
    """Return the papers in the order in which voters read them, without those that were replaced."""
    if line.dossier is None:
        return []
    current = (document for document in line.dossier.documents.all() if document.is_current)
    return sorted(current, key=lambda document: (document.kind, document.pk))


def papers_now(line: Line, clarified: Iterable[Matter] = ()) -> list[dict[str, Any]]:
    """Return the list that freezing fixes: a `paper_row` for each paper, then a `matter_row` for each matter.

    `hash` is "" if the file is gone.
    """
    papers = [
        paper_row(document, file_hash(document) if has_file(document) else "")
        for document in documents_in_order(line)
    ]
    return papers + [matter_row(matter) for matter in clarified]


def matter_row(matter: Matter) -> dict[str, Any]:
    """Return `{answer, answered, date, kind, matter, text}` of a matter to clarify; never who asked.

    `date` and `answered` are ISO 8601, the latter "" without an answer; `matter` is a random id.
    """
    return {
        "answer": matter.answer,
        "answered": matter.answered_on.isoformat() if matter.answered_on else "",
        "date": matter.asked_on.isoformat(),
        "kind": "matter",
        "matter": str(matter.pk),
        "text": matter.text,
    }


def paper_row(document: DossierDocument, sha256: str) -> dict[str, Any]:
    """Return `{date, document, hash, kind, name}` of a paper.

    `date` is ISO 8601 or "", `document` a primary key, `hash` the SHA-256 of the file in hex, `kind` the
    name of a `DossierDocument.Kind` in lower case.
    """
    return {
        "date": document.added_on.isoformat() if document.added_on else "",
        "document": document.pk,
        "hash": sha256,
        "kind": DossierDocument.Kind(document.kind).name.lower(),
        "name": document.name,
    }


def papers_hash(line: Line) -> str:
    """Return the hash of the frozen list of a line, in hex."""
    return salted_hash(bytes(line.papers_salt or b""), line.papers or [])


def frozen_hash(line: Line, document: DossierDocument) -> str:
    """Return the SHA-256 that the file must have: as frozen, or as uploaded later; "" if none is recorded."""
    frozen = {row["document"]: str(row["hash"]) for row in line.papers or [] if "document" in row}
    return frozen.get(document.pk, document.sha256)
