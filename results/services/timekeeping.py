"""Once a minute: rounds open at their time, and work whose task was lost is given out again.

A task is lost when the queue is emptied or a worker dies between two steps. What is still to do
stands in the database, so nothing has to be remembered: everything here may run at any time.
"""

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from ballots import queue
from results.models import Document
from rounds.models import Round
from rounds.services import open_due_rounds
from tinnhiem.health import worker_was_here

State = Round.State


def keep_time() -> None:
    """Open due rounds, and send again the tasks that stuck rounds wait for."""
    worker_was_here()
    open_due_rounds()
    for pk in ready_to_open().values_list("pk", flat=True):
        queue.send("results.open_box", pk)
    for pk in without_documents().values_list("pk", flat=True):
        queue.send("results.render_documents", pk)


def ready_to_open() -> QuerySet[Round]:
    """Return closed rounds whose sums are made and enough good shares are in."""
    good = Count("partials", filter=Q(partials__good=True), distinct=True)
    team = Count("committee", distinct=True)
    closed = Round.objects.filter(state=State.CLOSED, encrypted_tally__isnull=False)
    counted = closed.annotate(shares=good, needed=Coalesce(F("threshold"), team / 2 + 1))
    return counted.filter(shares__gte=F("needed"))


def without_documents() -> QuerySet[Round]:
    """Return certified or published rounds that lack one of their documents."""
    kinds = Count("documents__kind", distinct=True)
    certified = Round.objects.filter(state__in=[State.CERTIFIED, State.PUBLISHED])
    return certified.annotate(kinds=kinds).filter(kinds__lt=len(Document.Kind.values))
