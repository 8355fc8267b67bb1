"""Tasks about rounds that are being prepared, and documents of plans; each may be delivered twice."""

import uuid

from celery import shared_task

from rounds.services import plan_making, preparing, proposing


@shared_task(name=preparing.CREATE)
def create_from_plan(batch_id: str) -> None:
    """Create the rounds of a batch, as far as they are not there yet."""
    proposing.create_rounds(batch_id=uuid.UUID(batch_id))


@shared_task(name=plan_making.RENDER)
def render_plan(document_id: int) -> None:
    """Make the document of a plan that waits."""
    plan_making.make(document_id=document_id)


@shared_task(name="rounds.every_minute")
def every_minute() -> None:
    """Go on with batches and documents whose worker died or whose task was lost."""
    preparing.resume_all()
    plan_making.resume_all()
