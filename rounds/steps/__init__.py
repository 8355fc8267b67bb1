"""The steps of a round: one row says what a state allows, who takes it, and what each audience reads.

Admin, desk, home page, confirmation page and the SQL function `rounds_allowed_move` read this table.
"""

from collections.abc import Iterator

from rounds.errors import Missing
from rounds.models import Round
from rounds.states import STATES, Actor
from rounds.steps.registry import Binding, Guard, bind, binding, bound, nothing_missing
from rounds.steps.rows import Step, Text, Words
from rounds.steps.table import BY_NAME, STEPS

__all__ = [
    "BY_NAME",
    "STEPS",
    "Actor",
    "Binding",
    "Guard",
    "Step",
    "Text",
    "Words",
    "asked_states",
    "bind",
    "binding",
    "bound",
    "entries",
    "member_step",
    "moves",
    "next_step",
    "nothing_missing",
    "over_states",
    "states_of",
    "states_taken_by",
    "takes_place",
    "timeline",
    "words_for",
]  # fmt: skip


def due(round_: Round) -> Iterator[Step]:
    """Yield the rows that may be taken now, in the order of the table."""
    return (step for step in STEPS if round_.state in step.takes_place_in and step.when(round_))


def next_step(round_: Round, actor: Actor) -> tuple[Step | None, list[Missing]]:
    """Return the main step that `actor` can take now, and what it still lacks.

    Of several steps the first that lacks nothing; if each lacks something, the first.
    """
    mine = [
        (step, binding(step.name).guard(round_))
        for step in due(round_)
        if actor in step.takers and not step.is_aside
    ]
    return next((row for row in mine if not row[1]), mine[0] if mine else (None, []))


def words_for(round_: Round, actor: Actor) -> Words | None:
    """Return what the home page says to an audience: the words of the first due row that speaks to it."""
    for step in due(round_):
        if round_.state in step.states and step.words.get(actor, Words()).link and not step.is_aside:
            return step.words[actor]
    return _after(round_.state).get(actor)


def _after(state: str) -> dict[Actor, Words]:
    return {actor: words for step in STEPS if step.to == state for actor, words in (step.after or {}).items()}


def asked_states(actor: Actor) -> list[str]:
    """Return the states in which the home page may list a round for an audience."""
    return [row.state for row in STATES if _speaks(row.state, actor)]


def over_states(actor: Actor) -> list[str]:
    """Return the states in which a round is over for an audience: nothing is to be done or awaited."""
    return [row.state for row in STATES if _after(row.state).get(actor, Words()).is_over]


def _speaks(state: str, actor: Actor) -> bool:
    asking = (step for step in STEPS if state in step.states and not step.is_aside)
    return actor in _after(state) or any(step.words.get(actor, Words()).link for step in asking)


def member_step(state: str) -> Step | None:
    """Return the step that each member of the counting team takes in a state, if there is one."""
    return next((step for step in STEPS if state in step.takes_place_in and _is_members(step)), None)


def _is_members(step: Step) -> bool:
    return bool(step.words.get(Actor.COMMITTEE, Words()).done)


def states_of(name: str) -> tuple[str, ...]:
    """Return the states in which the step `name` may be taken."""
    return BY_NAME[name].takes_place_in


def takes_place(name: str, round_: Round) -> bool:
    """Return whether the state of the round allows the step `name`; its guard may still refuse it."""
    return round_.state in BY_NAME[name].takes_place_in


def states_taken_by(*actors: Actor) -> set[str]:
    """Return the states in which any of these actors takes a step."""
    return {state for step in STEPS if set(actors) & set(step.takers) for state in step.states}


def moves() -> set[tuple[str, str]]:
    """Return every (from, to) that some row allows: what the trigger on rounds lets through."""
    return {(state, step.to) for step in STEPS if step.to for state in step.takes_place_in}


def timeline() -> list[Step]:
    """Return the rows that are stops on the timeline of the desk, in order."""
    return [step for step in STEPS if step.timeline]


def entries() -> dict[str, Text]:
    """Return {name of a log entry: its sentence} for the steps that write one."""
    return {step.entry_name: step.entry for step in STEPS if step.entry}
