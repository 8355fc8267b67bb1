"""Once a minute: documents whose task or file was lost are asked for again.

A task is lost when the queue is emptied or a worker dies between two steps; a file, when the disk
fails or somebody touches it. What is still to do stands in the database and on the disk, so nothing
has to be remembered. Times, counting and opening are kept by `ballots.every_minute`.
"""

from uuid import UUID

from django.db.models import Count, QuerySet

from ballots import queue
from results.document_files import content_of
from results.models import Document
from rounds import states
from rounds.models import Round
from rounds.states import Actor

FILES_AT_ONCE = 50


def keep_time() -> None:
    """Send the task again for every certified round that lacks a document or its file."""
    for pk in {*without_documents().values_list("pk", flat=True), *with_lost_files()}:
        queue.send("results.render_documents", pk)


def without_documents() -> QuerySet[Round]:
    """Return the rounds certified once that lack one of their documents."""
    kinds = Count("documents__kind", distinct=True)
    certified = Round.objects.filter(state__in=states.seen_by(Actor.READER))
    return certified.annotate(kinds=kinds).filter(kinds__lt=len(Document.Kind.values))


def with_lost_files() -> set[UUID]:
    """Return the rounds of documents whose file is gone or changed, among some taken at random.

    However many years of documents there are, a minute reads only so many; every file has its turn.
    """
    taken = Document.objects.filter(round__state__in=states.seen_by(Actor.READER)).order_by("?")[
        :FILES_AT_ONCE
    ]
    return {document.round_id for document in taken if content_of(document) is None}
