"""The heartbeat of the workers."""

from celery import shared_task

from operations.health import record_worker_heartbeat


@shared_task(name="operations.report_alive")
def report_alive() -> None:
    """Record a heartbeat; sent by beat once a minute."""
    record_worker_heartbeat()
