"""The page of a dossier once a round is frozen with its documents: documents are only added."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from officials.models import DossierDocument, User
from rounds.models import Round
from rounds.services import moves
from tests.dossiers import PDF, file_dossier
from tests.entries import the_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(draft_round: Round) -> DossierDocument:
    [document] = file_dossier(draft_round.lines.select_related("official").get(position=1))
    moves.freeze_round(round_id=draft_round.pk, actor=None)
    return document


def send(desk: Client, document: DossierDocument, **new: Any) -> Any:
    """Post the form of the dossier: the kept document with other words, and perhaps a new one."""
    data = {
        "title": document.dossier.title,
        "documents-TOTAL_FORMS": "2",
        "documents-INITIAL_FORMS": "1",
        "documents-0-id": document.pk,
        "documents-0-dossier": document.dossier_id,
        "documents-0-kind": str(DossierDocument.Kind.EXPLANATION),
        "documents-0-name": "Tên khác",
        "documents-0-file": SimpleUploadedFile("khac.pdf", PDF + b"khac"),
        "documents-0-DELETE": "on",
        "documents-1-dossier": document.dossier_id,
        **new,
    }
    return desk.post(reverse("admin:officials_dossier_change", args=[document.dossier_id]), data)


def test_page_says_so_and_offers_no_change(
    desk: Client, document: DossierDocument, draft_round: Round
) -> None:
    text = desk.get(reverse("admin:officials_dossier_change", args=[document.dossier_id])).text
    assert f"Hội nghị “{draft_round.title}” đã chốt" in text
    assert 'name="documents-0-file"' not in text
    assert 'name="documents-0-DELETE"' not in text
    assert 'name="documents-1-file"' in text


@pytest.mark.slow
def test_a_crafted_form_changes_nothing(desk: Client, document: DossierDocument) -> None:
    assert send(desk, document).status_code == 302
    kept = DossierDocument.objects.get()
    assert (kept.kind, kept.name, kept.sha256) == (document.kind, document.name, document.sha256)


def test_a_new_document_is_added_and_noted(
    desk: Client, document: DossierDocument, secretary: User, draft_round: Round
) -> None:
    kind, file = str(DossierDocument.Kind.EXPLANATION), SimpleUploadedFile("bo-sung.pdf", PDF + b"2")
    answer = send(
        desk,
        document,
        **{"documents-1-kind": kind, "documents-1-file": file, "documents-1-name": "Đính chính"},
    )
    assert answer.status_code == 302
    assert DossierDocument.objects.count() == 2
    entry = the_entry(draft_round, "supplemented")
    assert entry.actor == secretary
    assert "Đính chính" in entry.detail
