"""Once a minute: documents whose task was lost are asked for again.

A task is lost when the queue is emptied or a worker dies between two steps. What is still to do
stands in the database, so nothing has to be remembered. Times, counting and opening are kept by
`ballots.every_minute`.
"""

from django.db.models import Count, QuerySet

from ballots import queue
from results.models import Document
from rounds.models import Round

State = Round.State


def keep_time() -> None:
    """Send the task again for every certified round that lacks a document."""
    for pk in without_documents().values_list("pk", flat=True):
        queue.send("results.render_documents", pk)


def without_documents() -> QuerySet[Round]:
    """Return certified or published rounds that lack one of their documents."""
    kinds = Count("documents__kind", distinct=True)
    certified = Round.objects.filter(state__in=[State.CERTIFIED, State.PUBLISHED])
    return certified.annotate(kinds=kinds).filter(kinds__lt=len(Document.Kind.values))
