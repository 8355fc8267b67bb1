"""Carry out a work in a worker: one transaction, which a refusal, a stop or a killed process takes back."""

from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit import origin
from common.refusals import Refusal
from rounds.locks import is_mine
from secretariat.models import Work
from secretariat.work import acts, telling
from secretariat.work.advancing import RowsDone, Stopped
from secretariat.work.selectors import running

State = Work.State


def carry_out(*, work_id: UUID) -> None:
    """Do the work, in one transaction; do nothing if another worker is at it or it has ended.

    A refusal becomes the sentence on the page of the work. If the process is killed, nothing was done, and the next
    delivery begins again.
    """
    try:
        with transaction.atomic():
            _carry_out(work_id)
    except Stopped:
        _end(work_id, State.STOPPED)
    except Refusal as refusal:
        _end(work_id, State.FAILED, refusal)
    except (OperationalError, InterfaceError):
        raise  # an outage of the database: the next minute begins again
    except Exception:
        _end(work_id, State.FAILED)
        raise


def _carry_out(work_id: UUID) -> None:
    work = running(work_id) if is_mine(work_id) else None
    if work is None:
        return
    if work.is_stopping:
        raise Stopped
    with translation.override(work.language), origin.acting_for(work.asked_by):
        if not work.asked_by.is_active:
            raise Refusal(_("The account of the person who asked is blocked."))
        outcome = acts.RUN[work.kind](work, RowsDone(work_id))
    _close(work, State.DONE, outcome=outcome)


@transaction.atomic
def _end(work_id: UUID, state: str, refusal: Refusal | None = None) -> None:
    """Note that nothing was done, and why."""
    work = running(work_id, lock=True)
    if work is None:
        return
    with translation.override(work.language):
        trouble = str(refusal or acts.unexpected()) if state == State.FAILED else ""
    _close(work, state, trouble=trouble, outcome=getattr(refusal, "outcome", None))


def _close(work: Work, state: str, *, trouble: str = "", outcome: dict[str, Any] | None = None) -> None:
    work.state, work.trouble, work.outcome = state, trouble, outcome
    work.ended_at = timezone.now()
    work.save(update_fields=["state", "trouble", "outcome", "ended_at"])
    telling.tell_of_end(work)
