"""Only the tables name states, so that a new state is a change of two files and a generated migration."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from rounds.states import State

ROOT = Path(settings.BASE_DIR)
TABLES = ("rounds/states.py", "rounds/steps/")
NOT_PRODUCT = {"tests", "benchmarks", "node_modules", "migrations", "dist", "var", "verifier"}
STEP = "name of the step"
BUTTON = "name of a button"
PANEL = "name of a panel of the page"
COLOUR = "colour of a badge that shows no round"
MESSAGE = "message between a page and its worker"
# (file, word): what the word means there. A word that names a state never stands here.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("ballots/errors.py", "closed"): "code of a refusal, which devices keep",
    ("results/documents/context.py", "closed"): "key of a time in the documents",
    ("results/services/minutes.py", "open"): STEP,
    ("results/statement.py", "open"): STEP,
    ("rounds/bindings.py", "open"): STEP,
    ("rounds/services/moves.py", "open"): STEP,
    ("secretariat/desk/page.py", "open"): STEP,
    ("simulation/rehearsal/play.py", "open"): STEP,
    ("simulation/rehearsal/acting.py", "open"): STEP,
    ("simulation/rehearsal/play.py", "counted"): "field of the desk's answer: whether the ballots are added",
    ("static/js/committee/checked.js", "sealed"): "code of a finding",
    ("static/js/committee/decrypting.js", "open"): BUTTON,
    ("static/js/committee/keeping.js", "open"): "state of an item on the member's list",
    ("static/js/committee/plan.js", "cancelled"): PANEL,
    ("static/js/committee/recount.js", "open"): MESSAGE,
    ("static/js/vote/flow.js", "cancelled"): "code of an ending",
    ("static/js/vote/flow.js", "closed"): "code of a refusal, which devices keep",
    ("static/js/vote/sealer.js", "sealed"): MESSAGE,
    ("static/js/vote/trial.js", "sealed"): "id of an element",
    ("static/js/workers/recount_worker.js", "open"): MESSAGE,
    ("static/js/workers/seal_worker.js", "sealed"): MESSAGE,
    ("templates/allauth/elements/badge.html", "closed"): COLOUR,
    ("templates/allauth/elements/badge.html", "open"): COLOUR,
    ("templates/ballots/committee/_decrypting.html", "open"): BUTTON,
    ("templates/ballots/committee/_making.html", "cancelled"): PANEL,
    ("templates/ballots/vote_review.html", "sealed"): "id of an element",
}
IN_SQL = re.compile(rf"'({'|'.join(State.values)})'")
QUOTED = re.compile(rf"""(["'`])({"|".join(State.values)})\1""")


def in_python(source: str) -> Iterator[str]:
    """Yield the states that a module names: members of the enumeration, values, and values quoted in SQL."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in State.__members__ and _is_state(node.value):
            yield State[node.attr].value
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from [node.value] if node.value in State.values else IN_SQL.findall(node.value)


def _is_state(node: ast.expr) -> bool:
    """Whether the expression is `State`, `Round.State` or the like."""
    return "State" in (getattr(node, "id", ""), getattr(node, "attr", ""))


def in_text(source: str) -> Iterator[str]:
    """Yield the states that a template or script names between quotation marks."""
    return (match[2] for match in QUOTED.finditer(source))


def product(folder: str, pattern: str) -> Iterator[tuple[str, str]]:
    """Yield (path, content) of the files that are part of the product."""
    for path in sorted(_files(ROOT / folder, pattern)):
        name = path.relative_to(ROOT)
        is_hidden = any(part.startswith(".") for part in name.parts)
        if not is_hidden and NOT_PRODUCT.isdisjoint(name.parts) and not str(name).startswith(TABLES):
            yield str(name), path.read_text()


def _files(folder: Path, pattern: str) -> Iterator[Path]:
    """Yield the files of a folder; of the whole product without entering what is installed beside it."""
    yield from folder.glob(pattern)
    for inner in folder.iterdir():
        if inner.is_dir() and not inner.name.startswith(".") and inner.name not in NOT_PRODUCT:
            yield from inner.rglob(pattern)


@functools.cache
def found() -> set[tuple[str, str]]:
    """Return every (file, word) of the product."""
    python = {(name, word) for name, text in product("", "*.py") for word in in_python(text)}
    texts = [*product("templates", "*.html"), *product("static/js", "*.js")]
    return python | {(name, word) for name, text in texts for word in in_text(text)}


@pytest.mark.slow
def test_only_the_tables_name_states() -> None:
    assert found() - EXCEPTIONS.keys() == set()


@pytest.mark.slow
def test_every_exception_is_needed() -> None:
    assert EXCEPTIONS.keys() - found() == set()


def test_planted_names_are_found() -> None:
    assert list(in_python("if round_.state == Round.State.CLOSED: pass")) == ["closed"]
    assert list(in_python("Round.objects.filter(state='sealed')")) == ["sealed"]
    assert list(in_python("SQL = f\"state = 'open' AND NOT {x}\"")) == ["open"]
    assert list(in_python("constraints.OPEN")) == []
    assert list(in_text('{% if round.state == "open" %}')) == ["open"]
    assert list(in_text("if (round.state === 'counted') stop();")) == ["counted"]
