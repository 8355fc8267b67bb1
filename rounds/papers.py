"""The papers of the dossiers as frozen with the lines of a ballot (docs/protocol.md §2.2).

The configuration holds one hash for each line. List and salt are for the voters of the round only:
with the manifest, which anybody may fetch, they would tell what was filed about a person.
"""

from typing import Any

from common.commitments import salted_hash
from officials.files import file_hash, has_file
from officials.models import DossierDocument
from rounds.models import Line


def documents_in_order(line: Line) -> list[DossierDocument]:
    """Return the papers in the order in which voters read them."""
    if line.dossier is None:
        return []
    return sorted(line.dossier.documents.all(), key=lambda document: (document.kind, document.pk))


def papers_now(line: Line) -> list[dict[str, Any]]:
    """Return the list that freezing fixes: a `paper_row` for each paper, `hash` "" if the file is gone."""
    return [
        paper_row(document, file_hash(document) if has_file(document) else "")
        for document in documents_in_order(line)
    ]


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
    frozen = {row["document"]: str(row["hash"]) for row in line.papers or []}
    return frozen.get(document.pk, document.sha256)
