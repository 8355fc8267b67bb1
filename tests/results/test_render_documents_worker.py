"""The real worker, through the real queue."""

import subprocess
from collections.abc import Callable

from results.models import Document
from rounds.models import Round
from tests.results.factories import certify
from tests.roles import make_frozen_round
from tests.stored import stored_names
from tinnhiem.celery import app


def documents(round_: Round) -> list[str]:
    return sorted(Document.objects.filter(round=round_).values_list("kind", flat=True))


def test_a_task_delivered_three_times_makes_each_document_once(
    worker: subprocess.Popen[bytes],
    wait_until: Callable[[Callable[[], bool]], bool],
) -> None:
    first, last = (certify(make_frozen_round(lines=3)) for _round in range(2))
    # One worker takes them in turn: when the last round is done, every delivery before it is.
    for round_ in (first, first, first, last):
        app.send_task("results.render_documents", [str(round_.pk)])
    wait_until(lambda: documents(last) == ["minutes", "report"])
    assert documents(first) == ["minutes", "report"]
    assert len(stored_names(f"documents/{first.pk}")) == 2
