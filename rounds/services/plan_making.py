"""Let a worker make the document of a plan, and make it again once it would say something else."""

import hashlib
import logging
from typing import Any
from uuid import uuid4

from celery import current_app
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from audit.services import act
from documents import files
from documents.fonts import DocumentFontError
from rounds import plan_selectors
from rounds.models import Plan, PlanDocument
from rounds.plan_document_selectors import hash_of, is_current
from rounds.plan_paper import plan_paper

log = logging.getLogger(__name__)
RENDER = "rounds.render_plan"
PRIORITY = 7  # after counting: a plan can wait, a box cannot
Ending, Trouble = PlanDocument.Ending, PlanDocument.Trouble


@transaction.atomic
def ask(*, plan: Plan, ending: str) -> PlanDocument:
    """Return the document; unless it is there and says what the plan says now, a worker makes it.

    Asking again while it waits changes nothing.
    """
    says = hash_of(plan_paper(plan))
    with act("plan.document", subject=plan):
        PlanDocument.objects.get_or_create(plan=plan, ending=ending)
        row = PlanDocument.objects.select_for_update().get(plan=plan, ending=ending)
        if is_current(row, says):
            return row
        if row.wanted != says:
            row.wanted, row.asked_at, row.trouble = says, timezone.now(), ""
            row.save(update_fields=["wanted", "asked_at", "trouble"])
    transaction.on_commit(lambda: send(row.pk), robust=True)
    return row


def send(document_id: int) -> None:
    """Give the document to a worker; the minute task sends it again if this fails or the worker dies."""
    current_app.send_task(RENDER, [document_id], retry=False, priority=PRIORITY, expires=settings.MINUTE)


def resume_all() -> None:
    """Give every document that waits to a worker."""
    for pk in PlanDocument.objects.exclude(wanted="").values_list("pk", flat=True):
        send(pk)


def make(*, document_id: int) -> None:
    """Make a document that waits; one that was made meanwhile, or whose plan is gone, is left alone.

    What cannot be made says so on its page and waits no more.
    """
    row = (
        PlanDocument.objects.exclude(wanted="")
        .select_related("plan__unit__parent")
        .filter(pk=document_id)
        .first()
    )
    if row is None:
        return
    try:
        says, content = _rendered(row)
    except (OperationalError, InterfaceError):
        raise  # an outage of the database: the next minute sends it again
    except DocumentFontError as problem:
        _fail(row, Trouble.FONTS, problem)
    except OSError as problem:
        _fail(row, Trouble.DISK, problem)
    except Exception as problem:
        _fail(row, Trouble.UNKNOWN, problem)
        raise
    else:
        _keep(row, says, content)


def _rendered(row: PlanDocument) -> tuple[str, bytes]:
    """Return the hash of what the document says now, and its bytes."""
    plan = row.plan
    paper = plan_paper(plan)
    version = None if plan.is_open else plan_selectors.latest(plan)
    dated = version.approved_at if version else timezone.now()
    return hash_of(paper), _renderer(row.ending)(paper, dated)


def _renderer(ending: str) -> Any:
    # A web host needs neither of these libraries.
    if ending == Ending.PDF:
        from rounds.plan_pdf import render_plan  # noqa: PLC0415

        return render_plan
    from rounds.plan_docx import docx_of  # noqa: PLC0415

    return docx_of


@transaction.atomic
def _keep(row: PlanDocument, says: str, content: bytes) -> None:
    """Store the file in the place of the former one, which the database removes."""
    found = _locked(row)
    if found is None:
        return
    digest = hashlib.sha256(content).hexdigest()
    with act("plan.document", actor=None, subject=row.plan):
        name = f"plan-documents/{row.plan_id}/{uuid4().hex}.{row.ending}"
        found.file, found.sha256 = files.store(name, content), digest
        found.says, found.made_at, found.wanted, found.trouble = says, timezone.now(), "", ""
        found.save()


@transaction.atomic
def _fail(row: PlanDocument, trouble: str, problem: Exception) -> None:
    log.warning("the document of plan %s is not made: %s", row.plan_id, problem)
    found = _locked(row)
    if found is not None:
        found.wanted, found.trouble = "", trouble
        with act("plan.document", actor=None, subject=row.plan):
            found.save(update_fields=["wanted", "trouble"])


def _locked(row: PlanDocument) -> PlanDocument | None:
    """Return the row, locked, if it still waits for what was rendered; another delivery may have made it."""
    waiting = PlanDocument.objects.select_for_update().filter(pk=row.pk, wanted=row.wanted)
    return waiting.exclude(wanted="").first()
