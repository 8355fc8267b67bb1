"""Freezing fixes the papers of each line; from then on the database only lets papers be added."""

import hashlib
import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from common.canonical import canonical_json
from officials.models import Dossier, DossierDocument
from rounds.entries import is_noted
from rounds.errors import Frozen, MoveRefused
from rounds.models import Round
from rounds.services import keeping_papers, moves
from tests.dossiers import PDF, file_dossier, file_dossiers, paper
from tests.entries import the_entry
from tests.roles import make_draft_round, make_official, make_unit, make_user
from tests.stored import lose, swap

pytestmark = pytest.mark.django_db
CHANGES = {
    "another file": "UPDATE officials_dossierdocument SET file = 'dossiers/other.pdf'",
    "another name": "UPDATE officials_dossierdocument SET name = 'other'",
    "another day": "UPDATE officials_dossierdocument SET added_on = '2020-01-01'",
    "deleted": "DELETE FROM officials_dossierdocument",
}


@pytest.fixture
def document(draft_round: Round) -> DossierDocument:
    """The one paper of the first line of a round that is then frozen."""
    [document] = file_dossier(draft_round.lines.select_related("official").get(position=1))
    moves.freeze_round(round_id=draft_round.pk, actor=None)
    return document


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def frozen_lines(round_: Round) -> list[dict[str, Any]]:
    round_.refresh_from_db()
    lines: list[dict[str, Any]] = json.loads(bytes(round_.config or b""))["lines"]
    return lines


def test_configuration_holds_the_salted_hash(document: DossierDocument, draft_round: Round) -> None:
    line = draft_round.lines.get(position=1)
    assert line.papers == [
        {
            "date": str(document.added_on),
            "document": document.pk,
            "hash": hashlib.sha256(PDF).hexdigest(),
            "kind": "assets",
            "name": "",
        }
    ]
    salt = bytes(line.papers_salt or b"")
    wanted = hashlib.sha256(salt + canonical_json(line.papers)).hexdigest()
    assert (len(salt), frozen_lines(draft_round)[0]["papers"]) == (32, wanted)


def test_a_line_without_dossier_has_a_hash_of_its_own(document: DossierDocument, draft_round: Round) -> None:
    hashes = [line["papers"] for line in frozen_lines(draft_round)]
    assert len(set(hashes)) == draft_round.lines.count()


def test_neither_list_nor_salt_is_in_the_configuration(document: DossierDocument, draft_round: Round) -> None:
    line = draft_round.lines.get(position=1)
    config = bytes(Round.objects.get(pk=draft_round.pk).config or b"").decode()
    assert document.sha256 not in config
    assert bytes(line.papers_salt or b"").hex() not in config


@pytest.mark.parametrize("change", CHANGES)
def test_database_refuses_any_other_paper(document: DossierDocument, change: str) -> None:
    with pytest.raises(IntegrityError, match="a frozen round names"):
        execute(CHANGES[change])


def test_a_paper_cannot_be_moved_into_a_frozen_dossier(document: DossierDocument) -> None:
    other = Dossier.objects.create(official=make_official(make_unit()), title="Khác")
    old = DossierDocument.objects.create(dossier=other, kind=1)
    with pytest.raises(IntegrityError, match="a frozen round names"), transaction.atomic():
        DossierDocument.objects.filter(pk=old.pk).update(dossier=document.dossier)


def test_a_frozen_dossier_stays_with_its_official(document: DossierDocument) -> None:
    official = make_official(make_unit())
    with pytest.raises(IntegrityError, match="a frozen round names"), transaction.atomic():
        Dossier.objects.filter(pk=document.dossier_id).update(official=official)


def test_services_refuse_with_the_name_of_the_round(document: DossierDocument, draft_round: Round) -> None:
    with pytest.raises(Frozen, match=draft_round.title):
        keeping_papers.remove_document(document=document)
    document.name = "khác"
    with pytest.raises(Frozen, match=draft_round.title):
        keeping_papers.save_document(document=document, actor=None)


def test_a_correction_is_a_new_paper_and_noted(document: DossierDocument, draft_round: Round) -> None:
    secretary = make_user()
    new = keeping_papers.save_document(document=paper(document.dossier, PDF + b"2"), actor=secretary)
    entry = the_entry(draft_round, "supplemented")
    assert entry.actor == secretary
    assert str(new) in entry.detail
    assert hashlib.sha256(PDF + b"2").hexdigest() in entry.detail


def test_a_correction_is_not_changed_either(document: DossierDocument) -> None:
    new = keeping_papers.save_document(document=paper(document.dossier), actor=None)
    with pytest.raises(Frozen):
        keeping_papers.remove_document(document=new)


def test_papers_of_a_draft_are_free(draft_round: Round) -> None:
    [document] = file_dossier(draft_round.lines.select_related("official").get(position=1))
    keeping_papers.save_document(document=document, actor=None)
    keeping_papers.remove_document(document=document)
    assert not is_noted(draft_round, "supplemented")


def test_papers_of_a_cancelled_round_are_free(document: DossierDocument, draft_round: Round) -> None:
    moves.cancel_round(round_id=draft_round.pk, actor=None, reason="Mất điện")
    keeping_papers.remove_document(document=document)
    assert not DossierDocument.objects.exists()


def test_freezing_refuses_a_file_changed_later(draft_round: Round) -> None:
    [document] = file_dossier(draft_round.lines.select_related("official").get(position=1))
    swap(document.file, b"%PDF-1.7 other")
    with pytest.raises(MoveRefused) as refused:
        moves.freeze_round(round_id=draft_round.pk, actor=None)
    assert "không phải tệp đã tải lên" in str(refused.value.missing[0].message)


def test_freezing_refuses_a_lost_file(draft_round: Round) -> None:
    [document] = file_dossier(draft_round.lines.select_related("official").get(position=1))
    lose(document.file)
    with pytest.raises(MoveRefused) as refused:
        moves.freeze_round(round_id=draft_round.pk, actor=None)
    assert "không còn trên máy chủ" in str(refused.value.missing[0].message)


def test_every_line_is_written_by_one_statement() -> None:
    draft = make_draft_round(lines=4, members=1)
    file_dossiers(draft)
    frozen = moves.freeze_round(round_id=draft.pk, actor=None)
    assert all(len(line.papers or []) == 1 for line in frozen.lines.all())
