"""Rows of the table of steps from the locked box to the closed one."""

from django.utils.translation import gettext_lazy as _

from rounds.states import Actor, State
from rounds.steps.conditions import is_paused
from rounds.steps.phrases import DESK, RESUME, SEE_BALLOT
from rounds.steps.rows import Step, Words

VOTING: tuple[Step, ...] = (
    Step(
        name="resume",
        states=(State.FROZEN, State.OPEN),
        takers=(Actor.SECRETARY,),
        event="resumed",
        entry=_("Vote resumed after the restore"),
        when=is_paused,
        words={Actor.SECRETARY: RESUME},
    ),
    Step(
        name="lock_box",
        states=(State.FROZEN,),
        takers=(Actor.COMMITTEE,),
        event="keyed",
        entry=_("Box locked by the counting team"),
        timeline=_("Lock the box, count who is present"),
        when=lambda round_: not round_.box_key,
        words={
            Actor.COMMITTEE: Words(
                link=_("Lock the box"),
                todo=_("Every member must take part."),
                is_urgent=True,
                done=_("has confirmed the code"),
                undone=_("has not confirmed the code yet"),
            ),
        },
    ),
    Step(
        name="confirm_empty",
        states=(State.FROZEN,),
        takers=(Actor.COMMITTEE,),
        event="zero",
        entry=_("Box confirmed locked and empty"),
        when=lambda round_: bool(round_.box_key) and round_.zero_at is None,
        words={
            Actor.COMMITTEE: Words(
                link=_("See the box"),
                todo=_("The head of the counting team confirms that the locked box is empty."),
                is_urgent=True,
            ),
        },
    ),
    Step(
        name="open",
        states=(State.FROZEN,),
        to=State.OPEN,
        takers=(Actor.SECRETARY, Actor.CLOCK),
        entry=_("Vote opened"),
        words={
            Actor.SECRETARY: Words(
                label=_("Open the vote"),
                explanation=_("From now on voters on the roll receive their ballot and cast it."),
                warning=_("Once open, a vote can only be closed or cancelled."),
                confirm=_("Yes, open the vote"),
                link=DESK,
                todo=_("The counting team locks the box, then you open."),
            ),
            Actor.COMMITTEE: Words(
                link=_("See the box"), todo=_("The box is locked; the vote has not been opened yet.")
            ),
            Actor.VOTER: Words(
                link=_("Read the files"),
                todo=_("The vote is not open yet."),
                todo_late=_("The vote is not open yet; it waits for the secretary."),
                todo_missed=_("The vote was not held in its time."),
            ),
        },
    ),
    Step(
        name="take_ballot",
        states=(State.OPEN,),
        takers=(Actor.VOTER,),
        when=lambda round_: not getattr(round_, "was_issued", False),
        words={Actor.VOTER: Words(link=_("Vote now"), is_urgent=True)},
    ),
    Step(
        name="cast_ballot",
        states=(State.OPEN,),
        takers=(Actor.VOTER,),
        words={
            Actor.VOTER: Words(
                link=SEE_BALLOT,
                todo=_("You have taken your ballot. The page says whether it is in the box."),
            ),
        },
    ),
    Step(
        name="close",
        states=(State.OPEN,),
        to=State.CLOSED,
        takers=(Actor.SECRETARY, Actor.CLOCK),
        entry=_("Box closed"),
        timeline=_("Issue and cast ballots"),
        words={
            Actor.SECRETARY: Words(
                label=_("Close the box"),
                explanation=_(
                    "The box takes no more ballots, its fingerprint is fixed and the counting begins."
                ),
                warning=_("A closed box is never opened again for voting."),
                confirm=_("Yes, close the box"),
                link=DESK,
                todo=_("Follow the turnout."),
            ),
            Actor.COMMITTEE: Words(link=_("See the turnout"), todo=_("Nothing to do until the vote closes.")),
        },
    ),
    Step(
        name="end_issuing",
        states=(State.OPEN,),
        takers=(Actor.SECRETARY, Actor.CLOCK),
        event="issuing_ended",
        entry=_("Issuing of ballots ended"),
        when=lambda round_: round_.issuing_ended_at is None,
        words={
            Actor.SECRETARY: Words(
                label=_("End the issuing of ballots"),
                explanation=_(
                    "No more ballots are issued. Voters who have taken a ballot may still cast it for a short "
                    "while."
                ),
                warning=_("Voters who have not taken a ballot by now can no longer vote."),
                confirm=_("Yes, end the issuing"),
                link=DESK,
                todo=_("Follow the turnout."),
            ),
        },
    ),
)
