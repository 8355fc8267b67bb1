"""Rendering by a worker: once, stored completely, safe when the task is delivered twice."""

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from officials.models import Post, User
from officials.services import save
from results.models import Document
from results.services import rendering
from results.services.rendering import DocumentNotStored, NotCertified
from results.tasks import render_documents as task
from rounds.models import Round
from rounds.services.moves import cancel_round
from tests.results.factories import certify
from tests.roles import make_frozen_round, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def certified(frozen_round: Round) -> Round:
    return certify(frozen_round)


def files(round_: Round) -> list[Path]:
    return sorted((Path(settings.MEDIA_ROOT) / "documents" / str(round_.pk)).glob("*"))


def test_minutes_and_report_are_made_and_stored(certified: Round) -> None:
    made = rendering.render_documents(round_id=certified.pk)
    assert [document.kind for document in made] == ["minutes", "report"]
    for document in made:
        content = Path(document.file.path).read_bytes()
        assert content.startswith(b"%PDF-1.7")
        assert hashlib.sha256(content).hexdigest() == document.sha256
        assert str(document.file.name).endswith(f"{document.kind}-{document.sha256}.pdf")


def test_a_second_delivery_makes_no_second_row_and_no_second_file(certified: Round) -> None:
    first = rendering.render_documents(round_id=certified.pk)
    assert rendering.render_documents(round_id=certified.pk) == first
    assert Document.objects.count() == 2
    assert len(files(certified)) == 2


def test_a_later_change_of_a_name_does_not_make_other_documents(certified: Round, head: User) -> None:
    first = rendering.render_documents(round_id=certified.pk)
    User.objects.filter(pk=head.pk).update(full_name="Tên Khác")
    assert rendering.render_documents(round_id=certified.pk) == first


def test_a_lost_file_is_made_again_with_the_same_bytes(certified: Round) -> None:
    minutes, report = rendering.render_documents(round_id=certified.pk)
    Path(minutes.file.path).unlink()
    again = rendering.render_documents(round_id=certified.pk)
    assert again == [minutes, report]
    assert hashlib.sha256(Path(minutes.file.path).read_bytes()).hexdigest() == minutes.sha256


def test_changed_document_never_replaces_stored_one(certified: Round) -> None:
    minutes, report = rendering.render_documents(round_id=certified.pk)
    Path(report.file.path).unlink()
    elsewhere = also_voted_on_elsewhere(certified)
    task(str(certified.pk))
    task(str(certified.pk))
    assert list(Document.objects.order_by("pk")) == [minutes, report]
    assert files(certified) == [Path(minutes.file.path)]
    (event,) = certified.events.filter(event="documents")
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


def test_only_the_owner_may_read_the_files(certified: Round) -> None:
    rendering.render_documents(round_id=certified.pk)
    assert [file.stat().st_mode & 0o777 for file in files(certified)] == [0o600, 0o600]


def test_a_round_not_certified_has_no_documents(frozen_round: Round) -> None:
    with pytest.raises(NotCertified):
        rendering.render_documents(round_id=frozen_round.pk)
    assert not Document.objects.exists()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The disk takes no more bytes: fsync fails as it does when the last block is gone."""

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    return monkeypatch


def test_a_full_disk_leaves_neither_file_nor_row(certified: Round, full_disk: Any) -> None:
    with pytest.raises(DocumentNotStored, match="No space left on device"):
        rendering.render_documents(round_id=certified.pk)
    assert not Document.objects.exists()
    assert files(certified) == []


def test_full_disk_is_logged_once_and_retried(certified: Round, full_disk: pytest.MonkeyPatch) -> None:
    task(str(certified.pk))
    task(str(certified.pk))
    (event,) = certified.events.filter(event="documents")
    assert "No space left on device" in event.detail
    full_disk.undo()
    task(str(certified.pk))
    assert Document.objects.count() == 2
