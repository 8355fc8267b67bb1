"""A voter reads the papers that were frozen, or a refusal."""

import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ballots.papers import papers_of
from officials.models import DossierDocument
from rounds.models import Round
from rounds.services import keeping_papers
from tests.ballots.hall import voters
from tests.dossiers import PDF, first_paper, frozen_with_papers, paper
from tests.stored import swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return frozen_with_papers()


@pytest.fixture
def document(round_: Round) -> DossierDocument:
    return first_paper(round_)


def read(client: Client, round_: Round, document: DossierDocument) -> Any:
    client.force_login(voters(round_)[0])
    return client.get(reverse("ballots:dossier", args=[round_.pk, document.pk]))


def test_frozen_paper_is_served(client: Client, round_: Round, document: DossierDocument) -> None:
    assert read(client, round_, document).content == PDF + b"\x01"


def test_file_swapped_in_the_database_is_refused_and_logged(
    client: Client, round_: Round, document: DossierDocument, caplog: pytest.LogCaptureFixture
) -> None:
    swap(document.file, b"%PDF-1.7 other")
    with caplog.at_level(logging.ERROR, "ballots.papers"):
        answer = read(client, round_, document)
    assert (answer.status_code, answer.json()["error"]) == (409, "paper_changed")
    assert f"document {document.pk} " in caplog.text


@pytest.mark.slow
def test_swapped_supplement_is_refused(client: Client, round_: Round, document: DossierDocument) -> None:
    new = keeping_papers.save_document(document=paper(document.dossier, PDF + b"2"), actor=None)
    assert read(client, round_, new).content == PDF + b"2"
    swap(new.file, b"%PDF-1.7 other")
    assert read(client, round_, new).status_code == 409


def test_supplements_stand_apart_from_the_frozen_list(round_: Round, document: DossierDocument) -> None:
    new = keeping_papers.save_document(document=paper(document.dossier, PDF + b"2"), actor=None)
    [first, second] = papers_of(round_)
    assert f'"document":{document.pk},' in first["list"]
    assert f'"document":{new.pk},' not in first["list"]
    assert [row["document"] for row in first["supplements"]] == [new.pk]
    assert first["supplements"][0]["date"] == str(new.added_on)
    assert second["supplements"] == []
