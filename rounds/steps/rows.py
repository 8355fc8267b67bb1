"""The shape of a row of the table of steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from rounds.models import Round
from rounds.states import Actor

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one audience reads about one step; `todo` and `link` are read on the home page."""

    label: Text = ""  # the button that takes the step
    explanation: Text = ""  # what the step does
    warning: Text = ""  # what cannot be undone about it
    confirm: Text = ""  # the button on the confirmation page
    link: Text = ""  # the button on the home page; without it the round is not listed
    todo: Text = ""  # what to do, or what is awaited
    todo_late: Text = ""  # the same once the planned time has come
    todo_missed: Text = ""  # the same once the planned time has passed
    done: Text = ""  # a member who has taken the step
    undone: Text = ""  # a member who has not
    undone_late: Text = ""  # a member who has not, once the step is no longer asked for
    is_urgent: bool = False  # others wait for this audience
    is_over: bool = False  # listed below what is still to do


def always(round_: Round) -> bool:
    """The condition of a step that is due whenever its state is."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row. `when` reads columns of the loaded round only, so that lists need no query per row."""

    name: str
    states: tuple[str, ...]  # in which the step is asked for
    also: tuple[str, ...] = ()  # in which it may be taken but is not asked for
    to: str = ""  # "": the state stays
    takers: tuple[Actor, ...]
    words: Mapping[Actor, Words]
    after: Mapping[Actor, Words] | None = None  # read in `to`, where no step speaks to the audience
    event: str = ""  # the name of its log entry; `to` when empty
    entry: Text = ""  # the sentence of its log entry
    timeline: Text = ""  # its stop on the timeline of the desk
    when: Callable[[Round], bool] = always
    is_aside: bool = False  # not the main action of the day

    @property
    def entry_name(self) -> str:
        """The name under which the log holds the step; "" if it writes no entry."""
        return self.event or self.to

    @property
    def takes_place_in(self) -> tuple[str, ...]:
        """Every state in which the step may be taken."""
        return (*self.states, *self.also)
