"""Tell the person who asked for long work that it has ended: done, stopped, or failed with a sentence."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notices.addresses import address_of
from notices.models import Notice
from notices.services.telling import Message, tell
from officials.models import Unit, User
from rounds.batch_selectors import numbers_of_items
from rounds.models import Batch, BatchItem

ENDS = {
    Batch.State.DONE: "work_done",
    Batch.State.STOPPED: "work_stopped",
    Batch.State.FAILED: "work_failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The end of a work; `what` and `outcome` are in the person's language, `page` is lent by the room above."""

    kind: str
    person: User
    unit: Unit
    about: str
    what: str
    outcome: str
    page: str
    is_on_paper: bool = False
    sequence: int = 0


def tell_of_the_end(end: End) -> None:
    """Write the notice; what was told already is not told twice."""
    message = Message(
        kind=end.kind,
        unit=end.unit,
        about=end.about,
        facts={"act": end.what, "outcome": end.outcome, "link": address_of(end.page, end.about)},
        is_automatic=True,
        is_on_paper=end.is_on_paper,
        sequence=end.sequence,
    )
    tell(message, [end.person])


def batch_ended(*, batch: Batch) -> None:
    """Tell the person who asked for the rounds of a campaign how many there are now."""
    person = batch.asked_by
    with translation.override(person.language):
        what = _("Rounds from the plan, %(campaign)s") % {"campaign": batch.campaign.name}
        outcome = _numbers(batch)
    tell_of_the_end(
        End(
            kind=ENDS[Batch.State(batch.state)],
            person=person,
            unit=batch.campaign.unit,
            about=str(batch.pk),
            what=what,
            outcome=outcome,
            page="batch",
            # One that was stopped can go on and end again.
            sequence=Notice.objects.filter(about=str(batch.pk)).count(),
        )
    )


def _numbers(batch: Batch) -> str:
    numbers, state = numbers_of_items(batch), BatchItem.State
    made = numbers.get(state.MADE, 0) + numbers.get(state.ADDED, 0)
    waiting, refused = numbers.get(state.WAITING, 0), numbers.get(state.REFUSED, 0)
    parts = [
        ngettext("%d round was created or completed.", "%d rounds were created or completed.", made) % made
    ]
    if refused:
        parts.append(
            ngettext(
                "%d was not created; the page says why.", "%d were not created; the page says why.", refused
            )
            % refused
        )
    if waiting:
        parts.append(ngettext("%d is left.", "%d are left.", waiting) % waiting)
    return " ".join(parts)
