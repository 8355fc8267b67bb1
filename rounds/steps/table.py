"""The table of steps: its rows in the order of the meeting's day, those of the day itself in three parts."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rounds.states import Actor, State
from rounds.steps.before_voting import PREPARING
from rounds.steps.counting import COUNTING
from rounds.steps.phrases import CANCELLED
from rounds.steps.rows import Step
from rounds.steps.voting import VOTING

STEPS: tuple[Step, ...] = (
    *PREPARING,
    *VOTING,
    *COUNTING,
    Step(
        name="cancel",
        states=(State.DRAFT, State.ANNOUNCED, State.FROZEN, State.OPEN, State.CLOSED),
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
        also=(State.DRAFT, State.ANNOUNCED),
        takers=(Actor.SECRETARY,),
        event="attendance",
        entry=_("Number of people present recorded"),
        is_aside=True,
        words={},
    ),
)
BY_NAME: Mapping[str, Step] = {step.name: step for step in STEPS}
