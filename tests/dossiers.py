"""Dossiers for tests: papers filed for the lines of a draft."""

from django.core.files.uploadedfile import SimpleUploadedFile

from officials import services as officials_services
from officials.models import Dossier, DossierDocument
from rounds.models import Line, Round
from rounds.services import ballot_lines, moves
from tests.roles import make_draft_round

PDF = (  # one empty page
    b"%PDF-1.7\n"
    b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \n"
    b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n167\n%%EOF\n"
)
Kind = DossierDocument.Kind


def paper(
    dossier: Dossier, content: bytes = PDF, kind: Kind = Kind.ASSETS, name: str = ""
) -> DossierDocument:
    """Return an unsaved paper with its file."""
    document = DossierDocument(dossier=dossier, kind=kind, name=name)
    document.file = SimpleUploadedFile("giay-to.pdf", content)
    return document


def file_dossier(line: Line, *contents: bytes) -> list[DossierDocument]:
    """File a dossier with one paper for each content (or one), and put it on the line of a draft."""
    dossier = officials_services.save(row=Dossier(official=line.official, title=f"Hồ sơ {line.round_id}"))
    papers = [paper(dossier, content) for content in contents or (PDF,)]
    line.dossier = dossier
    ballot_lines.save_line(line=line)
    return [officials_services.save_document(document=document) for document in papers]


def file_dossiers(round_: Round) -> list[DossierDocument]:
    """File a dossier of one paper for every line of a draft."""
    lines = round_.lines.select_related("official").order_by("position")
    return [document for line in lines for document in file_dossier(line, PDF + bytes([line.position]))]


def frozen_with_papers() -> Round:
    """Return a frozen round of two lines with one paper each; its box is not locked."""
    draft = make_draft_round(lines=2, members=1)
    file_dossiers(draft)
    return moves.freeze_round(round_id=draft.pk, actor=None)


def first_paper(round_: Round) -> DossierDocument:
    """Return the paper of the first line of a ballot."""
    return DossierDocument.objects.get(dossier__lines__round=round_, dossier__lines__position=1)
