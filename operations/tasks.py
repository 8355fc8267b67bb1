"""The heartbeat of the workers, and removal of old mail files."""

from celery import shared_task

from operations import mail_files
from operations.health import record_worker_heartbeat


@shared_task(name="operations.report_alive")
def report_alive() -> None:
    """Record a heartbeat; sent by beat once a minute."""
    record_worker_heartbeat()


@shared_task(name="operations.remove_old_mail")
def remove_old_mail() -> None:
    """Remove mail files after a week; sent by beat once an hour."""
    mail_files.remove_old()
