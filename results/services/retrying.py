"""Re-queue documents whose task or file was lost; runs once a minute.

A task is lost when the queue is emptied or a worker dies between two steps; a file is lost when it could
not be moved from the disk of an earlier release. What is left to do is read from the database. Opening and closing
times, counting and opening the box belong to `ballots.every_minute`.
"""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from ballots import queue
from documents.files import is_unchanged
from results.models import Document
from results.wanted import lacking_documents
from rounds import states
from rounds.models import Round
from rounds.states import Actor

FILES_AT_ONCE = 50


def keep_time() -> None:
    """Enqueue the task for every certified round that lacks a document or its file.

    It expires when the next minute enqueues it again, so that tasks do not pile up while no host makes documents.
    """
    for pk in {*without_documents().values_list("pk", flat=True), *with_lost_files()}:
        queue.send("results.render_documents", pk, expires=settings.MINUTE)


def without_documents() -> QuerySet[Round]:
    """Return the certified rounds that lack one of their documents."""
    return Round.objects.filter(lacking_documents(), state__in=states.seen_by(Actor.READER))


def with_lost_files() -> set[UUID]:
    """Return the rounds of documents whose file is missing or changed, in a random sample.

    The sample keeps the cost of a minute constant; over time every file is checked.
    """
    taken = Document.objects.filter(round__state__in=states.seen_by(Actor.READER)).order_by("?")[
        :FILES_AT_ONCE
    ]
    return {found.round_id for found in taken if not is_unchanged(str(found.file.name), found.sha256)}
