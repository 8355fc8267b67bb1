"""Ask for work by a worker, ask once more, and stop it (`carrying.py` does it)."""

import datetime
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.refusals import Refusal
from officials.models import User
from secretariat.models import Selection, Work
from secretariat.work.selectors import ids_under_way, same_under_way

CARRY_OUT = "secretariat.carry_out"
PRIORITY = 7  # after counting: an act on a list can wait, a box cannot
IN_REQUEST = 25  # rows that a page does itself
KEPT_FOR = datetime.timedelta(days=30)
State = Work.State


def is_long(rows: int) -> bool:
    """Return whether an act on so many rows is left to a worker."""
    return rows > IN_REQUEST


@transaction.atomic
def ask(
    *, kind: str, user: User, values: dict[str, Any], total: int, selection: Selection | None = None
) -> Work:
    """Let a worker carry out an act; works of a month ago go. The same act asked twice is the work that runs already.

    Raises `Refusal` if one is at the same rows of a list already.
    """
    over = Work.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR).exclude(state=State.RUNNING)
    over.delete()
    work = Work(kind=kind, asked_by=user, values=values, total=total, selection=selection)
    work.language = translation.get_language() or user.language
    try:
        with transaction.atomic():
            work.save(force_insert=True)
    except IntegrityError:
        if same := same_under_way(work):
            return same
        raise Refusal(_("This is being done already. Wait until it has ended.")) from None
    transaction.on_commit(lambda: send(work.pk), robust=True)
    return work


@transaction.atomic
def stop(*, work: Work) -> None:
    """Let the worker end and take back what it has done; if it had ended already, nothing changes."""
    Work.objects.filter(pk=work.pk, state=State.RUNNING).update(is_stopping=True)
    transaction.on_commit(lambda: send(work.pk), robust=True)  # for one that no worker has begun


def send(work_id: UUID) -> None:
    """Give the work to a worker; the minute task sends it again if this fails or the worker dies."""
    current_app.send_task(CARRY_OUT, [str(work_id)], retry=False, priority=PRIORITY, expires=600)


def resume_all() -> None:
    """Give every work that has not ended to a worker; a worker that finds another at it does nothing."""
    for pk in ids_under_way():
        send(pk)


def ask_again(*, work: Work, user: User) -> Work:
    """Ask for the same once more: for the rounds that lacked nothing where some did."""
    values, total = dict(work.values), work.total
    if work.outcome:
        values["rounds"] = work.outcome["ready"]
        total = len(values["rounds"])
    return ask(kind=work.kind, user=user, values=values, total=total)
