"""A host says what it lacks, and a worker that cannot make documents leaves them to others."""

import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from celery import Celery
from django.test import override_settings

from operations import host_parts


def queues_of_worker() -> set[str]:
    """Return the queues that a worker of this host consumes."""
    app = Celery()
    app.config_from_object("django.conf:settings", namespace="CELERY")
    host_parts.leave_documents_to_others(instance=SimpleNamespace(app=app))
    return set(app.amqp.queues.consume_from)


def test_complete_host_lacks_nothing() -> None:
    assert host_parts.lacking() == ""
    assert queues_of_worker() == {"celery", "documents"}


def test_worker_without_fonts_leaves_documents_to_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with override_settings(DOCUMENT_FONT_DIR=tmp_path):
        assert host_parts.lacking() == "lacks fonts"
        assert queues_of_worker() == {"celery"}
    assert f"LiberationSerif-Regular.ttf is not in {tmp_path}" in caplog.text


def test_worker_without_the_renderer_leaves_documents_to_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(
        sys.modules, "weasyprint", None
    )  # as Python does for a module that cannot be imported
    assert queues_of_worker() == {"celery"}
    assert "another host must make them" in caplog.text


def test_temporary_folder_must_be_writable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert host_parts.lacking() == "lacks temporary folder"
