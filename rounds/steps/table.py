"""The rows of the table of steps, in the order of the meeting's day."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rounds.states import Actor, State
from rounds.steps.conditions import is_last, is_paused, is_secret
from rounds.steps.phrases import CANCELLED, COMPLETE, DESK, NOT_PUBLISHED, RESUME, SEE_BALLOT, SEE_MINUTES
from rounds.steps.rows import Step, Words

STEPS: tuple[Step, ...] = (
    Step(
        name="freeze",
        states=(State.DRAFT,),
        to=State.FROZEN,
        takers=(Actor.SECRETARY,),
        entry=_("Round frozen"),
        timeline=_("Prepare and freeze"),
        words={
            Actor.SECRETARY: Words(
                label=_("Freeze the round"),
                explanation=_(
                    "Freezing fixes ballot, roll, counting team and times. Then the team locks the box."
                ),
                warning=_(
                    "Afterwards nothing can be changed; the round can only be cancelled with a reason."
                ),
                confirm=_("Yes, freeze it"),
                link=_("Prepare"),
                todo=_("See what is still missing, then freeze."),
            ),
        },
    ),
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
        when=lambda round_: not is_secret(round_),
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
    Step(
        name="cancel",
        states=(State.DRAFT, State.FROZEN, State.OPEN, State.CLOSED),
        to=State.CANCELLED,
        takers=(Actor.SECRETARY,),
        entry=_("Round cancelled"),
        is_aside=True,
        words={},
        after={Actor.VOTER: CANCELLED, Actor.COMMITTEE: CANCELLED},
    ),
    Step(
        name="record_attendance",
        states=(State.FROZEN, State.OPEN, State.CLOSED),
        also=(State.DRAFT,),
        takers=(Actor.SECRETARY,),
        event="attendance",
        entry=_("Number of people present recorded"),
        is_aside=True,
        words={},
    ),
)
BY_NAME: Mapping[str, Step] = {step.name: step for step in STEPS}
