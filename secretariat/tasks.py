"""Tasks of the secretariat; each may be delivered twice."""

import uuid

from celery import shared_task

from secretariat.work import carrying, services


@shared_task(name=services.CARRY_OUT)
def carry_out(work_id: str) -> None:
    """Carry out an act on many rows."""
    carrying.carry_out(work_id=uuid.UUID(work_id))


@shared_task(name="secretariat.every_minute")
def every_minute() -> None:
    """Go on with works whose worker died or whose task was lost."""
    services.resume_all()
