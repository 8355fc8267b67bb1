"""What a host needs beside the database: static files, a folder for temporary files, fonts and libraries.

A worker that cannot make documents leaves their queue to other hosts, and does everything else.
"""

import importlib
import logging
import tempfile
from collections.abc import Iterator
from typing import Any

from celery.signals import celeryd_after_setup
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

from documents.fonts import DocumentFontError, font_urls

log = logging.getLogger(__name__)
DOCUMENTS_QUEUE = "documents"


def lacking() -> str:
    """Return in a few words what the web server of this host lacks, or ""."""
    words = [word for word, sentence in _problems() if sentence]
    return f"lacks {', '.join(words)}" if words else ""


def report() -> None:
    """Log a sentence for each thing that this host lacks."""
    for _word, sentence in _problems():
        if sentence:
            log.error("%s", sentence)


def _problems() -> Iterator[tuple[str, str]]:
    yield "static files", static_files_problem()
    yield "temporary folder", _temporary_folder_problem()
    yield "fonts", _fonts_problem()


def static_files_problem() -> str:
    """Return a sentence if the static files were not collected, or ""."""
    if isinstance(staticfiles_storage, ManifestFilesMixin) and not staticfiles_storage.hashed_files:
        folder = staticfiles_storage.location
        return f"This host lacks static files: {folder} holds no staticfiles.json. Run script/setup."
    return ""


def _temporary_folder_problem() -> str:
    try:
        with tempfile.TemporaryFile():
            return ""
    except OSError as problem:
        return f"This host lacks a folder for temporary files (TMPDIR), so it takes no uploads: {problem}"


def _fonts_problem() -> str:
    try:
        font_urls()
    except DocumentFontError as problem:
        return f"This host lacks the fonts of documents (DOCUMENT_FONT_DIR): {problem}"
    return ""


@celeryd_after_setup.connect
def leave_documents_to_others(*, instance: Any, **_named: Any) -> None:
    """Do not consume the queue of documents where fonts or the libraries of WeasyPrint are missing."""
    if problem := _fonts_problem() or _renderer_problem():
        log.error("%s This worker makes no documents; another host must make them.", problem)
        instance.app.amqp.queues.deselect(DOCUMENTS_QUEUE)


def _renderer_problem() -> str:
    """Import WeasyPrint, which takes half a second and which only workers need."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError) as problem:
        return f"This host lacks a library of WeasyPrint: {problem}."
    return ""
