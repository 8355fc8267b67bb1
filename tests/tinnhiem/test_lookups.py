"""Pages, views, admin and tasks ask selectors; only selectors, services and models use a manager."""

import ast
from collections.abc import Iterator
from pathlib import Path

from operations.embedded.places import BASE_DIR
from tests.tinnhiem.upward import FLOORS


def pages() -> Iterator[Path]:
    """Yield every module that shows something or does a task."""
    yield from (BASE_DIR / "secretariat").rglob("*.py")
    for room in FLOORS:
        yield from (BASE_DIR / room).rglob("views/*.py")
        yield from (BASE_DIR / room).rglob("views.py")
        yield from (BASE_DIR / room).glob("tasks.py")
        yield from (BASE_DIR / room).glob("*_page.py")


def lookups(source: str) -> list[int]:
    """Return the lines that use a model's manager for anything but an empty set."""
    tree = ast.parse(source)
    empty = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "none"
    }
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "objects"]
    return [node.lineno for node in found if id(node) not in empty]


def test_pages_ask_selectors() -> None:
    assert {path.name: lines for path in pages() if (lines := lookups(path.read_text()))} == {}


def test_lookup_in_a_page_is_found() -> None:
    assert lookups("\nround_ = Round.objects.get(pk=pk)") == [2]
    assert lookups("user = Field(queryset=User.objects.none())") == []
