"""No class name stands twice in the tree, and no file name twice in a room."""

import ast
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from operations.embedded.places import BASE_DIR

ROOMS = sorted(path.parent for path in BASE_DIR.glob("*/__init__.py"))
TESTS = sorted(path for path in (BASE_DIR / "tests").iterdir() if path.is_dir())
# Django and pytest prescribe the name.
CLASSES = {"Migration", "Command"}
FILES = {"__init__", "admin", "apps", "conftest", "formats", "forms", "models", "urls", "views"}
# The same file in every room (docs/architecture.md §2).
FILES |= {"bindings", "selectors", "services", "tasks"}


def modules(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def twice(names: Iterable[str]) -> set[str]:
    return {name for name, number in Counter(names).items() if number > 1}


def test_class_names_are_unique() -> None:
    """The verifier shares nothing with the rest, and a nested class is named with its outer one."""
    folders = [room for room in ROOMS if room.name != "verifier"] + [BASE_DIR / "tests"]
    trees = [ast.parse(path.read_text()) for folder in folders for path in modules(folder)]
    names = [node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    assert twice(names) - CLASSES == set()


def test_file_names_are_unique_in_each_room() -> None:
    found = {folder.name: twice(path.stem for path in modules(folder)) - FILES for folder in ROOMS + TESTS}
    assert {name: stems for name, stems in found.items() if stems} == {}
