"""The notice to the person who asked, once a work has ended."""

from django.utils import translation

from notices.services.ending import End, tell_of_the_end
from secretariat.models import Work
from secretariat.work import acts
from secretariat.work.selectors import concerns_a_secret_round, unit_of_asker

KINDS = {
    Work.State.DONE: "work_done",
    Work.State.STOPPED: "work_stopped",
    Work.State.FAILED: "work_failed",
}


def tell_of_end(work: Work) -> None:
    """Tell the person who asked what came of it; not of a preview, for which the person waits."""
    unit = unit_of_asker(work)
    if work.kind == Work.Kind.PREVIEW or unit is None:
        return
    with translation.override(work.asked_by.language):
        what = acts.heading(work)
        outcome = acts.said(work) if work.is_done else work.trouble
    tell_of_the_end(
        End(
            kind=KINDS[Work.State(work.state)],
            person=work.asked_by,
            unit=unit,
            about=str(work.pk),
            what=what,
            outcome=outcome,
            page="work",
            is_on_paper=concerns_a_secret_round(work),
        )
    )
