"""SQL functions generated from the two tables, which the triggers on rounds and their parts call.

`rounds_allowed_move(old, new)` answers from the table of steps and `rounds_state_allows(state,
what, reason)` from the table of states. Both are written into a migration by `makestatefunctions`; a test
compares the functions in the database with the tables.
"""

from collections.abc import Iterator
from itertools import product

from django.db import connection

from rounds import steps
from rounds.states import STATES, Change, Part, StateRow, may_change

NAMES = ("rounds_allowed_move", "rounds_state_allows")
DELETION = "deletion"  # questions about the round as a whole; the others are about its parts
BEGINNING = "beginning"


def functions() -> str:
    """Return the statements that create or replace both functions."""
    return f"{allowed_move()}\n{state_allows()}"


def allowed_move() -> str:
    """Return the function over the moves of the table of steps."""
    order = [row.state.value for row in STATES]
    moves = sorted(steps.moves(), key=lambda move: (order.index(move[1]), order.index(move[0])))
    return f"""\
CREATE OR REPLACE FUNCTION rounds_allowed_move(old_state text, new_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT (old_state, new_state) IN ({_pairs(moves)})
$$;
"""


def state_allows() -> str:
    """Return the function over the table of states; a change that needs a reason needs `reason`."""
    freely = [pair for row in STATES for pair in _allowed(row, Change.FREELY)]
    with_reason = [pair for row in STATES for pair in _allowed(row, Change.WITH_REASON)]
    reasoned = f"\n    OR (reason <> '' AND (state, what) IN ({_pairs(with_reason)}))" if with_reason else ""
    return f"""\
CREATE OR REPLACE FUNCTION rounds_state_allows(state text, what text, reason text DEFAULT '')
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (state, what) IN ({_pairs(freely)}){reasoned}
$$;
"""


def _allowed(row: StateRow, change: Change) -> list[tuple[str, str]]:
    pairs = [(row.state.value, part.value) for part, how in row.changes.items() if how == change]
    if change == Change.FREELY and row.may_be_deleted:
        pairs.append((row.state.value, DELETION))
    if change == Change.FREELY and row.is_first:
        pairs.append((row.state.value, BEGINNING))
    return pairs


def _pairs(pairs: list[tuple[str, str]]) -> str:
    return ",".join(f"\n    ('{one}', '{other}')" for one, other in pairs)


def disagreements() -> list[str]:
    """Return each question to which the database functions and the tables give different answers."""
    return [question for question, told, wanted in _answers() if told is not wanted]


def _answers() -> Iterator[tuple[str, bool, bool]]:
    values, moves = [row.state.value for row in STATES], steps.moves()
    with connection.cursor() as cursor:
        for old, new in product(values, values):
            cursor.execute("SELECT rounds_allowed_move(%s, %s)", [old, new])
            yield f"{old} to {new}", cursor.fetchone()[0], (old, new) in moves
        for row, what, reason in product(STATES, [*Part, DELETION, BEGINNING], ["", "given"]):
            cursor.execute("SELECT rounds_state_allows(%s, %s, %s)", [row.state.value, what, reason])
            yield f"{what} in {row.state} {reason}", cursor.fetchone()[0], allows(row, what, reason)


def allows(row: StateRow, what: str, reason: str) -> bool:
    """Return the answer of the table of states about a part, or about creating or deleting a round."""
    if what in (DELETION, BEGINNING):
        return row.may_be_deleted if what == DELETION else row.is_first
    return may_change(row.state, Part(what), reason)
