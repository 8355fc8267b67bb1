"""Reads of the documents of plans; callers ask for the plan with its permission first."""

import hashlib
from dataclasses import asdict

from common.canonical import canonical_json
from documents import files
from rounds.models import Plan, PlanDocument
from rounds.plan_paper import PlanPaper, plan_paper


def hash_of(paper: PlanPaper) -> str:
    """Return the hash of everything that the document prints."""
    return hashlib.sha256(canonical_json(asdict(paper))).hexdigest()


def is_current(row: PlanDocument, says: str) -> bool:
    """Return whether the file is there, unchanged, and says this."""
    return bool(row.file) and row.says == says and files.is_unchanged(str(row.file.name), row.sha256)


def document_of(*, plan: Plan, ending: str) -> PlanDocument | None:
    """Return the document as a worker last made it, or None if nobody has asked for it."""
    return PlanDocument.objects.filter(plan=plan, ending=ending).first()


def says_what_holds(row: PlanDocument) -> bool:
    """Return whether a document that was made says what its plan says now; a fixed number of queries."""
    return bool(row.file) and is_current(row, hash_of(plan_paper(row.plan)))
