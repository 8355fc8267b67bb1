"""Tasks of requests for a second person; may be delivered twice."""

from celery import shared_task

from approvals import services


@shared_task(name="approvals.expire")
def expire() -> None:
    """End the requests whose time is over."""
    services.expire_due()
