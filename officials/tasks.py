"""Tasks about accounts."""

import logging
from typing import Any

from celery import Task, shared_task

from officials import mail, services
from officials.accounts import own_changes

log = logging.getLogger(__name__)
TRIES = 6
FIRST_WAIT = 10  # seconds; doubled at each try


@shared_task(name=mail.TASK, bind=True, max_retries=TRIES)
def send_mail(self: "Task[Any, Any]", sealed: str) -> None:
    """Send one mail; while the mail server is away, try again for ten minutes.

    A second delivery sends the mail a second time.
    """
    try:
        mail.deliver(sealed)
    except OSError as problem:  # covers `SMTPException`
        # Neither address nor content is logged.
        log.warning("A mail was not accepted by the mail server: %s", type(problem).__name__)
        raise self.retry(exc=problem, countdown=FIRST_WAIT * 2**self.request.retries) from None


@shared_task(name="officials.roles_of_the_day")
def roles_of_the_day() -> None:
    """End the roles whose last day is over, and mark those that are due for the yearly review."""
    services.end_roles()
    services.mark_reviews()


@shared_task(name="officials.tell_waiting")
def tell_waiting() -> None:
    """Send mails about logins that waited for the end of a vote, and forget old devices; sent by beat once an hour."""
    own_changes.tell_waiting()
    own_changes.forget_old()
