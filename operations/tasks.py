"""The heartbeat of the workers, and removal of old mail files and expired logins."""

from celery import shared_task
from celery.signals import heartbeat_sent, worker_process_init

from officials.accounts.session_store import SessionStore
from operations import host_facts, log_heads, mail_files
from operations.alive import touch
from operations.health import Pulse, record_queue_heartbeat, record_worker_heartbeat
from operations.priority import give_way

# The main process of a worker sends a heartbeat every two seconds while the queue answers.
pulse = Pulse()
heartbeat_sent.connect(touch)
heartbeat_sent.connect(pulse.give)
worker_process_init.connect(give_way)


@shared_task(name="operations.report_alive")
def report_alive() -> None:
    """Record a heartbeat and the figures of this host; sent by beat once a minute."""
    record_worker_heartbeat()
    host_facts.note_worker()


@shared_task(name="operations.report_queue")
def report_queue() -> None:
    """Record that work of no urgency came to its turn; sent by beat once a minute, behind everything else."""
    record_queue_heartbeat()


@shared_task(name="operations.compare_clock")
def compare_clock() -> None:
    """Compare this host's clock with that of the network; sent by beat once an hour."""
    host_facts.compare_with_peer()


@shared_task(name="operations.note_log_head")
def note_log_head() -> None:
    """Keep the head of the log, and mail it to those who ask; sent by beat every six hours, the first of a day acts."""
    log_heads.keep()


@shared_task(name="operations.remove_old_mail")
def remove_old_mail() -> None:
    """Remove mail files after a week; sent by beat once an hour."""
    mail_files.remove_old()


@shared_task(name="operations.remove_expired_logins")
def remove_expired_logins() -> None:
    """Remove logins that have expired; sent by beat once a day."""
    SessionStore.clear_expired()
