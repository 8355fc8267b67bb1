"""Tasks about the count. They take the id of a round and are safe to run twice."""

import logging
import uuid

from celery import shared_task

from results.services import opening, retrying
from results.services.opening import NotYet, NumbersDisagree

log = logging.getLogger(__name__)


@shared_task(name="results.open_box")
def open_box(round_id: str) -> None:
    """Open the box if enough shares exist; figures that do not add up are reported in the log."""
    try:
        opening.open_box(round_id=uuid.UUID(round_id))
    except (NotYet, NumbersDisagree) as refusal:
        log.info("round %s is not opened: %s", round_id, refusal)


@shared_task(name="results.render_documents")
def render_documents(round_id: str) -> None:
    """Render minutes and report. Failures are reported in the log and tried again each minute."""
    # A host without the libraries of WeasyPrint imports this module too, and does the other tasks.
    from results.services import rendering  # noqa: PLC0415

    try:
        rendering.render_documents(round_id=uuid.UUID(round_id))
    except rendering.FAILURES as problem:
        rendering.tell_documents_failed(round_id=uuid.UUID(round_id), problem=problem)
        log.warning("the documents of round %s are not made: %s", round_id, problem)


@shared_task(name="results.every_minute")
def every_minute() -> None:
    """Re-queue documents whose task or file was lost."""
    retrying.keep_time()
