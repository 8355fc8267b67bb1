"""Rendering by a worker: once, stored completely, safe when the task is delivered twice."""

import errno
import hashlib
import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from officials.models import Post, StoredFile, User
from officials.services import save
from results.models import Document
from results.services import rendering
from results.services.rendering import DocumentNotMade, NotCertified
from results.tasks import render_documents as task
from rounds.entries import entries_of
from rounds.models import Round
from rounds.services.moves import cancel_round
from tests.roles import make_frozen_round, make_unit
from tests.stored import content_of, lose, stored_names, swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def certified(certified_round: Round) -> Round:
    return certified_round


def files(round_: Round) -> list[str]:
    return stored_names(f"documents/{round_.pk}")


@pytest.mark.slow
def test_minutes_and_report_are_made_and_stored(certified: Round) -> None:
    made = rendering.render_documents(round_id=certified.pk)
    assert [document.kind for document in made] == ["minutes", "report"]
    for document in made:
        content = content_of(document.file)
        assert content.startswith(b"%PDF-1.7")
        assert hashlib.sha256(content).hexdigest() == document.sha256
        assert str(document.file.name).endswith(f"{document.kind}-{document.sha256}.pdf")


@pytest.mark.slow
def test_a_second_delivery_makes_no_second_row_and_no_second_file(certified: Round) -> None:
    first = rendering.render_documents(round_id=certified.pk)
    assert rendering.render_documents(round_id=certified.pk) == first
    assert Document.objects.count() == 2
    assert len(files(certified)) == 2


@pytest.mark.slow
def test_a_later_change_of_a_name_does_not_make_other_documents(certified: Round, head: User) -> None:
    first = rendering.render_documents(round_id=certified.pk)
    User.objects.filter(pk=head.pk).update(full_name="Tên Khác")
    assert rendering.render_documents(round_id=certified.pk) == first


@pytest.mark.slow
def test_a_lost_file_is_made_again_with_the_same_bytes(certified: Round) -> None:
    minutes, report = rendering.render_documents(round_id=certified.pk)
    lose(minutes.file)
    again = rendering.render_documents(round_id=certified.pk)
    assert again == [minutes, report]
    assert hashlib.sha256(content_of(minutes.file)).hexdigest() == minutes.sha256


@pytest.mark.slow
def test_changed_document_never_replaces_stored_one(certified: Round) -> None:
    minutes, report = rendering.render_documents(round_id=certified.pk)
    lose(report.file)
    elsewhere = also_voted_on_elsewhere(certified)
    task(str(certified.pk))
    task(str(certified.pk))
    assert list(Document.objects.order_by("pk")) == [minutes, report]
    assert files(certified) == [minutes.file.name]
    (event,) = entries_of(certified, "documents")
    assert report.sha256 in event.detail
    cancel_round(round_id=elsewhere.pk, reason="Hoãn", actor=None)
    assert rendering.render_documents(round_id=certified.pk) == [minutes, report]
    assert len(files(certified)) == 2


def also_voted_on_elsewhere(round_: Round) -> Round:
    """Return another round of the campaign for the first official, of which the report then tells."""
    unit = make_unit("Đảng bộ cơ quan", authority=make_unit())
    official, since = round_.lines.earliest("position").official, timezone.localdate() - timedelta(days=900)
    save(row=Post(official=official, unit=unit, title="Đảng ủy viên", appointed_on=since))
    return make_frozen_round(unit, officials=[], campaign=round_.campaign)


@pytest.mark.slow
def test_a_changed_file_is_left_beside_the_one_made_again(certified: Round) -> None:
    minutes, _report = rendering.render_documents(round_id=certified.pk)
    good = content_of(minutes.file)
    swap(minutes.file, b"%PDF-1.7 other")
    again = rendering.render_documents(round_id=certified.pk)[0]
    assert (again.pk, content_of(again.file)) == (minutes.pk, good)
    assert again.file.name != minutes.file.name
    assert content_of(minutes.file) == b"%PDF-1.7 other"


@pytest.mark.slow
def test_a_document_and_its_file_come_and_go_together(certified: Round) -> None:
    minutes, report = rendering.render_documents(round_id=certified.pk)
    with pytest.raises(IntegrityError, match="a document of a round names it"), transaction.atomic():
        minutes.file.storage.delete(str(minutes.file.name))
    with pytest.raises(IntegrityError, match="not stored, or has another hash"), transaction.atomic():
        Document.objects.filter(pk=minutes.pk).update(file=report.file.name)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        StoredFile.objects.filter(pk=minutes.file.name).update(content=b"%PDF-1.7 other")


def test_a_round_not_certified_has_no_documents(frozen_round: Round) -> None:
    with pytest.raises(NotCertified):
        rendering.render_documents(round_id=frozen_round.pk)
    assert not Document.objects.exists()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The disk takes no more bytes for the renderer's temporary files."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "mkdir", refuse)
    return monkeypatch


def test_a_full_disk_leaves_neither_file_nor_row(certified: Round, full_disk: Any) -> None:
    with pytest.raises(DocumentNotMade, match="No space left on device"):
        rendering.render_documents(round_id=certified.pk)
    assert not Document.objects.exists()
    assert files(certified) == []


@pytest.mark.slow
def test_full_disk_is_logged_once_and_retried(certified: Round, full_disk: pytest.MonkeyPatch) -> None:
    task(str(certified.pk))
    task(str(certified.pk))
    (event,) = entries_of(certified, "documents")
    assert "No space left on device" in event.detail
    full_disk.undo()
    task(str(certified.pk))
    assert Document.objects.count() == 2
