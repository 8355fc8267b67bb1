"""Do what an import waits for: read its file, write its rows, or undo it; one transaction each."""

import logging
from uuid import UUID

from django.db import Error, IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from common.refusals import Refusal
from lists.models import ListImport
from lists.services import planning, undoing, writing

log = logging.getLogger(__name__)
State = ListImport.State
WORK = {State.READING: planning.read, State.WRITING: writing.write, State.UNDOING: undoing.undo}
# Where an import goes whose step was refused.
REFUSED = {State.READING: State.REFUSED, State.WRITING: State.PLANNED, State.UNDOING: State.WRITTEN}


def work(pk: UUID) -> None:
    """Take the step that the import waits for; do nothing if another worker is at it or it was taken.

    A refusal, and what the database refuses, becomes a sentence on the page of the import. If the process is killed,
    nothing was written, and the step is taken again.
    """
    try:
        with transaction.atomic():
            _work(pk)
    except Refusal as refusal:
        _refuse(pk, str(refusal))
    except IntegrityError:
        log.exception("The database refused the import %s", pk)
        _refuse(pk, "")
    except Error:
        raise  # an outage: the step is taken again
    except Exception:
        _refuse(pk, "")
        raise


def _work(pk: UUID) -> None:
    found = ListImport.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if found is None or not found.is_at_work:
        return
    with translation.override(found.language):
        WORK[State(found.state)](found)


@transaction.atomic
def _refuse(pk: UUID, sentence: str) -> None:
    found = ListImport.objects.select_for_update().defer("content").get(pk=pk)
    if found.is_at_work:
        with translation.override(found.language):
            found.trouble = sentence or _(
                "Something unexpected happened, so nothing was written. Try again; if it happens again, tell the "
                "keeper of the system."
            )
        found.state = REFUSED[State(found.state)]
        if found.state == State.REFUSED:
            found.content = b""
            found.save(update_fields=["content"])
        found.save(update_fields=["trouble", "state"])
