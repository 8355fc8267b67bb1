"""Rows of the table of steps from the closed box to the closed file."""

from django.utils.translation import gettext_lazy as _

from rounds.states import Actor, State
from rounds.steps.conditions import is_last, is_publishable
from rounds.steps.phrases import COMPLETE, DESK, NOT_PUBLISHED, REHEARSED, SEE_BALLOT, SEE_MINUTES
from rounds.steps.rows import Step, Words

COUNTING: tuple[Step, ...] = (
    Step(
        name="decrypt_share",
        states=(State.CLOSED,),
        takers=(Actor.COMMITTEE,),
        words={
            Actor.COMMITTEE: Words(
                link=_("Open the box"),
                todo=_("The count waits for the members."),
                is_urgent=True,
                done=_("has helped to open the box"),
                undone=_("has not helped to open the box yet"),
            ),
        },
    ),
    Step(
        name="open_box",
        states=(State.CLOSED,),
        to=State.COUNTED,
        takers=(Actor.WORKER,),
        entry=_("Box opened, votes counted"),
        timeline=_("Count and open the box"),
        words={
            Actor.SECRETARY: Words(link=DESK, todo=_("Follow the count.")),
            Actor.VOTER: Words(link=SEE_BALLOT, todo=_("Voting is over; the ballots are being counted.")),
        },
    ),
    Step(
        name="sign_minutes",
        states=(State.COUNTED,),
        also=(State.CERTIFIED, State.PUBLISHED),
        takers=(Actor.COMMITTEE,),
        words={
            Actor.COMMITTEE: Words(
                link=_("Confirm the figures"),
                is_urgent=True,
                done=_("has confirmed the figures"),
                undone=_("has not confirmed the figures yet"),
                undone_late=_("has not confirmed the figures"),
            ),
        },
    ),
    Step(
        name="certify",
        states=(State.COUNTED,),
        to=State.CERTIFIED,
        takers=(Actor.COMMITTEE,),
        entry=_("Figures confirmed, count certified"),
        timeline=_("Confirm the figures"),
        words={
            Actor.SECRETARY: Words(
                link=_("Certify"), todo=_("Minutes and report are ready to sign."), is_urgent=True
            ),
            Actor.VOTER: Words(link=SEE_BALLOT, todo=_("The box is open; the figures are being confirmed.")),
        },
        # Of all certified rounds, only a rehearsal has no further step.
        after={Actor.SECRETARY: REHEARSED},
    ),
    Step(
        name="render_documents",
        states=(State.CERTIFIED,),
        takers=(Actor.WORKER,),
        event="documents",
        timeline=_("Minutes and report"),
        words={
            Actor.COMMITTEE: Words(link=SEE_MINUTES),
            Actor.VOTER: Words(link=SEE_BALLOT, todo=_("The figures are confirmed.")),
        },
    ),
    Step(
        name="publish",
        states=(State.CERTIFIED,),
        to=State.PUBLISHED,
        takers=(Actor.SECRETARY,),
        entry=_("Result published"),
        timeline=_("Publish"),
        when=is_publishable,
        words={
            Actor.SECRETARY: Words(
                label=_("Publish the result"),
                explanation=_("The result becomes readable in the scope that was frozen: %(scope)s."),
                warning=_("What people have read cannot be taken back."),
                confirm=_("Yes, publish"),
                link=_("Publish"),
                todo=NOT_PUBLISHED,
                is_urgent=True,
            ),
        },
        after={
            Actor.COMMITTEE: Words(link=SEE_MINUTES, todo=COMPLETE, is_over=True),
            # The receipt asks voters to open this page again, so the round stays on their list.
            Actor.VOTER: Words(link=SEE_BALLOT, todo=COMPLETE, is_over=True),
        },
    ),
    Step(
        name="archive",
        states=(State.CERTIFIED,),
        also=(State.PUBLISHED,),
        to=State.ARCHIVED,
        takers=(Actor.SECRETARY,),
        entry=_("File of the round closed"),
        when=is_last,
        words={
            Actor.SECRETARY: Words(
                label=_("Close the file of the round"),
                explanation=_(
                    "The file of the round is closed. People with permission can still read the result."
                ),
                warning=_("A round whose file is closed is finished."),
                confirm=_("Yes, close the file"),
                link=DESK,
                todo=NOT_PUBLISHED,
                is_urgent=True,
            ),
        },
    ),
)
