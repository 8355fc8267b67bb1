"""A dossier comes in through the secretariat's page and goes out to the voters of its round only."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from PIL import Image

from common.pdf_uploads import MAX_BYTES
from officials import services as officials_services
from officials.models import Dossier, DossierDocument, Official, User
from rounds.models import Round
from rounds.services import ballot_lines, moves
from tests.dossiers import PDF
from tests.roles import make_frozen_round, make_user, make_users
from tests.stored import content_of, stored_names

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, secretary: User) -> Client:
    client.force_login(secretary)
    return client


def pdf(name: str = "tu-danh-gia.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def picture() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(content, "PNG")
    return SimpleUploadedFile("trang.png", content.getvalue(), "image/png")


def upload(
    desk: Client,
    official: Official,
    *files: SimpleUploadedFile,
    kind: int | str = DossierDocument.Kind.ASSETS,
    title: str = "Bản kê khai",
) -> Any:
    data = {
        "official": f"số {official.pk}",
        "title": "Hồ sơ năm 2026",
        "filed_on": "2026-01-20",
        "documents-TOTAL_FORMS": "1",
        "documents-INITIAL_FORMS": "0",
        "documents-0-kind": str(kind),
        "documents-0-name": title,
        "documents-0-file": files,
    }
    return desk.post(reverse("admin:officials_dossier_add"), data, headers={"accept-language": "en"})


def first_official(round_: Round) -> Official:
    return Official.objects.filter(lines__round=round_).order_by("pk")[0]


def stored_files() -> list[str]:
    return stored_names("dossiers")


def test_pdf_is_stored_under_an_opaque_name(desk: Client, draft_round: Round) -> None:
    assert upload(desk, first_official(draft_round), pdf()).status_code == 302
    document = DossierDocument.objects.get()
    assert content_of(document.file) == PDF
    assert "danh-gia" not in str(document.file.name)
    assert len(stored_files()) == 1


def test_a_row_takes_several_files_and_pictures(desk: Client, draft_round: Round) -> None:
    """Two PDF files stay two papers; two pictures of pages become one."""
    files = [pdf("mot.pdf"), picture(), pdf("hai.pdf"), picture()]
    assert upload(desk, first_official(draft_round), *files).status_code == 302
    kinds = DossierDocument.objects.values_list("kind", "name")
    assert list(kinds) == [(DossierDocument.Kind.ASSETS, "Bản kê khai")] * 3
    assert DossierDocument.objects.filter(pages=2).count() == 1


def test_one_bad_file_refuses_all_of_the_row(desk: Client, draft_round: Round) -> None:
    bad = SimpleUploadedFile("hong.pdf", b"<html></html>", "application/pdf")
    page = upload(desk, first_official(draft_round), pdf("mot.pdf"), bad)
    assert "hong.pdf: This is not a PDF file" in page.text
    assert not DossierDocument.objects.exists()


def test_an_empty_row_adds_nothing(desk: Client, draft_round: Round) -> None:
    upload(desk, first_official(draft_round), kind="", title="")
    assert Dossier.objects.exists()
    assert not DossierDocument.objects.exists()


REFUSED = [
    pytest.param(b"<html>not a paper</html>", "tai-san.pdf", "This is not a PDF file", id="other content"),
    pytest.param(b"%PDF-1.7\n<html></html>", "tai-san.pdf", "PDF file is damaged", id="only the first bytes"),
    pytest.param(PDF, "tai-san.docx", "docx", id="other name"),
    pytest.param(b"", "tai-san.pdf", "tai-san.pdf: The submitted file is empty", id="empty"),
    pytest.param(PDF.ljust(MAX_BYTES + 1), "tai-san.pdf", "larger than 20 MB", id="too large"),
]


@pytest.mark.parametrize(("content", "name", "sentence"), REFUSED)
def test_refused_upload_leaves_nothing_and_keeps_the_form(
    desk: Client, draft_round: Round, content: bytes, name: str, sentence: str
) -> None:
    page = upload(desk, first_official(draft_round), pdf(name, content))
    assert page.status_code == 200
    assert sentence in " ".join(page.context["inline_admin_formsets"][0].formset.forms[0].errors["file"])
    assert 'value="Hồ sơ năm 2026"' in page.text
    assert 'value="Bản kê khai"' in page.text
    assert not Dossier.objects.exists()
    assert stored_files() == []


@pytest.fixture
def document(desk: Client, draft_round: Round) -> DossierDocument:
    """A paper for the first line of a round, which is then frozen."""
    upload(desk, first_official(draft_round), pdf())
    line = draft_round.lines.get(official=first_official(draft_round))
    line.dossier = Dossier.objects.get()
    ballot_lines.save_line(line=line)
    moves.freeze_round(round_id=draft_round.pk, actor=None)
    return DossierDocument.objects.get()


def read(user: User, round_: Round, document: DossierDocument) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse("ballots:dossier", args=[round_.pk, document.pk]))


@pytest.mark.slow
def test_a_voter_of_the_round_reads_it(document: DossierDocument, draft_round: Round, voter: User) -> None:
    answer = read(voter, draft_round, document)
    assert answer.content == PDF
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.slow
@pytest.mark.parametrize("role", ["stranger", "secretary", "leader", "auditor", "head"])
def test_others_do_not_get_it(
    document: DossierDocument, draft_round: Round, role: str, request: pytest.FixtureRequest
) -> None:
    assert read(request.getfixturevalue(role), draft_round, document).status_code == 404


@pytest.mark.slow
def test_a_voter_of_another_round_does_not(document: DossierDocument, draft_round: Round) -> None:
    user = make_user()
    other = make_frozen_round(voters=[user, *make_users(5)])
    assert read(user, draft_round, document).status_code == 404
    assert read(user, other, document).status_code == 404


def test_other_secretary_cannot_upload(draft_round: Round, other_secretary: User) -> None:
    client = Client()
    client.force_login(other_secretary)
    assert upload(client, first_official(draft_round), pdf()).status_code == 200
    assert stored_files() == []


def test_deleted_or_replaced_files_are_removed(desk: Client, draft_round: Round) -> None:
    upload(desk, first_official(draft_round), pdf())
    document = DossierDocument.objects.get()
    document.file = SimpleUploadedFile("moi.pdf", PDF + b"2")
    officials_services.save_document(document=document)
    assert stored_files() == [document.file.name]
    officials_services.remove(row=Dossier.objects.get())
    assert stored_files() == []


def test_file_stays_while_another_paper_names_it(desk: Client, draft_round: Round) -> None:
    upload(desk, first_official(draft_round), pdf())
    document = DossierDocument.objects.get()
    other = DossierDocument(dossier=document.dossier, kind=1, file=document.file.name)
    officials_services.save_document(document=other)
    officials_services.remove(row=document)
    assert stored_files() == [other.file.name]
    officials_services.remove(row=other)
    assert stored_files() == []


@pytest.mark.slow
def test_a_dossier_on_a_ballot_keeps_its_file(document: DossierDocument) -> None:
    with pytest.raises(ProtectedError):
        officials_services.remove(row=document.dossier)
    assert len(stored_files()) == 1
