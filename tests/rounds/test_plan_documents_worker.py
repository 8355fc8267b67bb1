"""The document of a plan by a real worker, and after the worker was killed."""

import signal
import subprocess
from collections.abc import Callable

import pytest

from rounds.models import Plan, PlanDocument
from rounds.services import plan_making
from tests.roles import approved_plan, make_unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
Worker = subprocess.Popen[bytes]
Wait = Callable[..., object]


def is_made(plan: Plan) -> bool:
    return PlanDocument.objects.filter(plan=plan, wanted="").exclude(file="").exists()


@pytest.mark.parametrize(("ending", "begin"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_worker_makes_the_document(worker: Worker, wait_until: Wait, ending: str, begin: bytes) -> None:
    plan = approved_plan(make_unit())
    row = plan_making.ask(plan=plan, ending=ending)
    wait_until(lambda: is_made(plan))
    row.refresh_from_db()
    assert row.file.open().read().startswith(begin)


def test_the_minute_makes_it_after_a_killed_worker(worker: Worker, wait_until: Wait) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    plan = approved_plan(make_unit())
    row = plan_making.ask(plan=plan, ending="docx")
    assert not is_made(plan)
    plan_making.make(document_id=row.pk)  # what the minute sends
    assert is_made(plan)
