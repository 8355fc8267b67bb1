"""The worker's sign of life."""

from celery import shared_task

from operations.health import record_worker_heartbeat


@shared_task(name="operations.report_alive")
def report_alive() -> None:
    """Sent by beat once a minute: its arrival proves that beat, queue and worker all move."""
    record_worker_heartbeat()
