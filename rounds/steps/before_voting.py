"""Rows of the table of steps up to the frozen round."""

from django.utils.translation import gettext_lazy as _

from rounds.states import Actor, State
from rounds.steps.phrases import ANNOUNCED
from rounds.steps.rows import Step, Words

PREPARING: tuple[Step, ...] = (
    Step(
        name="announce",
        states=(State.DRAFT,),
        to=State.ANNOUNCED,
        takers=(Actor.SECRETARY,),
        entry=_("Meeting announced"),
        timeline=_("Prepare and announce"),
        words={
            Actor.SECRETARY: Words(
                label=_("Announce the meeting"),
                explanation=_(
                    "Everybody on the roll is summoned and can read the list, the dossiers, date and place. "
                    "The counting team, attendance and late exemptions can still change."
                ),
                warning=_(
                    "Afterwards the list, the roll, date and place change with a reason only, and those "
                    "concerned are told. The round can no longer be deleted."
                ),
                confirm=_("Yes, announce it"),
                link=_("Prepare"),
                todo=_("See what is still missing, then announce the meeting."),
            ),
        },
        after={Actor.VOTER: ANNOUNCED},
    ),
    Step(
        name="freeze",
        states=(State.ANNOUNCED,),
        also=(State.DRAFT,),
        to=State.FROZEN,
        takers=(Actor.SECRETARY,),
        entry=_("Round frozen"),
        timeline=_("Complete and freeze"),
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
                link=_("Complete"),
                todo=_("See what is still missing, then freeze."),
            ),
        },
    ),
    Step(
        name="postpone",
        states=(State.ANNOUNCED,),
        takers=(Actor.SECRETARY,),
        event="postponed",
        entry=_("Meeting postponed"),
        is_aside=True,
        words={},
    ),
    Step(
        name="withdraw_announcement",
        states=(State.ANNOUNCED,),
        to=State.DRAFT,
        takers=(Actor.SECRETARY,),
        event="withdrawn",
        entry=_("Announcement withdrawn"),
        is_aside=True,
        words={},
    ),
)
