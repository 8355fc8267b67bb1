"""Draws the lives of a round and of a ballot into docs/architecture.md, from the code's own tables.

`script/diagrams` writes the blocks between their markers. A test compares the committed blocks
with what this module draws, so that a change of a table shows in the document.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from ballots import models as box
from ballots import tasks as box_tasks
from operations.embedded.places import BASE_DIR
from results import models as count
from results import tasks as count_tasks
from rounds import states, steps

DOCUMENT = BASE_DIR / "docs" / "architecture.md"
MARKED = re.compile(r"(<!-- script/diagrams: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
BROWSER, WEB, DATABASE, WORKER, MEMBER = "Browser", "Web", "Database", "Worker", "Member"


def write() -> None:
    """Redraw all blocks of the document. Django must be set up."""
    DOCUMENT.write_text(drawn(DOCUMENT.read_text()))


def drawn(text: str) -> str:
    """Return the document with each marked block drawn from the code as it is now."""
    return MARKED.sub(lambda found: f"{found[1]}{BLOCKS[found[2]]()}{found[3]}", text)


def mermaid(lines: Iterable[str]) -> str:
    body = "\n".join(f"    {line}" if number else line for number, line in enumerate(lines))
    return f"```mermaid\n{body}\n```\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


def name_of(state: str) -> str:
    """Return the name of a state in code; the stored value may be an older word."""
    return states.State(state).name.lower()


def moves() -> str:
    """Return the state diagram of a round: one arrow for each move that a step makes."""
    arrows = [
        f"{name_of(state)} --> {name_of(step.to)}: {step.name} ({' or '.join(step.takers)})"
        for step in steps.STEPS
        if step.to
        for state in step.takes_place_in
    ]
    left = {old for old, _new in steps.moves()}
    last = [f"{name_of(row.state)} --> [*]" for row in states.STATES if row.state not in left]
    return mermaid(["stateDiagram-v2", f"[*] --> {name_of(states.first())}", *arrows, *last])


def steps_of_a_round() -> str:
    """Return the table of steps with the module of each service."""
    rows = [
        (
            step.name,
            listed(map(name_of, step.takes_place_in)),
            name_of(step.to) if step.to else "–",
            listed(step.takers),
            _code_of(steps.binding(step.name).service, steps.binding(step.name).task),
        )
        for step in steps.STEPS
    ]
    return table(("step", "taken in", "leads to", "taken by", "code"), rows)


def _code_of(service: Callable[..., object] | None, task: str) -> str:
    return f"`{service.__module__.replace('.', '/')}.py`" if service else f"task `{task}`"


def states_of_a_round() -> str:
    """Return the table of states: what changes, what a round must hold, and who sees it."""
    rows = [
        (
            name_of(row.state),
            f"`{row.state.value}`",
            listed(f"{part} ({how})" for part, how in row.changes.items()),
            listed(sorted(row.holds)),
            listed(sorted(row.seen_by)),
            "yes" if row.may_be_deleted else "no",
        )
        for row in states.STATES
    ]
    return table(("state", "stored as", "what changes", "must hold", "seen by", "may be deleted"), rows)


def ballot() -> str:
    """Return the sequence diagram of a ballot, with addresses, tasks and tables by their real names."""
    return mermaid(
        [
            "sequenceDiagram",
            *(f"participant {name}" for name in (BROWSER, WEB, DATABASE, WORKER, MEMBER)),
            f"{BROWSER}->>{WEB}: POST {_address('ballots:issue')}, blinded credential",
            f"{WEB}->>{DATABASE}: {_table(box.IssuedBallot)}",
            f"{WEB}-->>{BROWSER}: blind signature and its proof",
            f"Note over {BROWSER}: unblind the token; the ballot was sealed and its proofs checked before",
            f"{BROWSER}->>{WEB}: POST {_address('ballots:cast')}, one frame, no cookie",
            f"Note over {WEB}: token, form, signature, proofs",
            f"{WEB}->>{DATABASE}: {_table(box.CastBallot)}, {_table(box.ProofCheck)}",
            f"{WEB}-->>{BROWSER}: signed receipt",
            f"{WEB}-){WORKER}: {box_tasks.verify.name}, id of the round (ballots of more than 60 lines)",
            f"Note over {WEB},{WORKER}: the box is closed",
            f"{WORKER}->>{DATABASE}: {box_tasks.tidy.name}, rows archived in the order of hashes",
            f"{WORKER}->>{DATABASE}: {box_tasks.check_issued.name}, {_table(box.IssuedCheck)}",
            f"{WORKER}->>{DATABASE}: {box_tasks.count.name}, {_table(box.SumBatch)}, {_table(box.EncryptedTally)}",
            f"{MEMBER}->>{WEB}: GET {_address('ballots:committee_issued')}",
            f"{MEMBER}->>{WEB}: GET {_address('ballots:committee_ballots')}",
            f"Note over {MEMBER}: verify every issued row and every ballot, add, compare",
            f"{MEMBER}->>{WEB}: POST {_address('ballots:committee_post')}, share of the sums",
            f"{WEB}->>{DATABASE}: {_table(box.PartialDecryption)}",
            f"{WEB}-){WORKER}: {count_tasks.open_box.name}, once t members have given theirs",
            f"{WORKER}->>{DATABASE}: {_table(count.Tally)}, {_table(count.LineCount)}",
        ]
    )


def _address(name: str) -> str:
    anyone = UUID(int=0)
    return reverse(name, args=[anyone]).replace(str(anyone), "…")


def _table(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - documented by Django


BLOCKS: dict[str, Callable[[], str]] = {
    "moves": moves,
    "steps": steps_of_a_round,
    "states": states_of_a_round,
    "ballot": ballot,
}
