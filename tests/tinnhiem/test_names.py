"""No class name stands twice in the tree, and no file name twice in a room."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR

ROOMS = sorted(path.parent for path in BASE_DIR.glob("*/__init__.py"))
TESTS = sorted(path for path in (BASE_DIR / "tests").iterdir() if path.is_dir())
# Django and allauth prescribe where an override stands.
TEMPLATES = [path for path in (BASE_DIR / "templates").iterdir() if path.name not in ("admin", "mfa")]
TEMPLATES = sorted(path for path in TEMPLATES if path.is_dir())
CLASS = re.compile(r"^class (\w+)", re.MULTILINE)  # reading the syntax of a thousand files takes seconds
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
    texts = (path.read_text() for folder in folders for path in modules(folder))
    assert twice(name for text in texts for name in CLASS.findall(text)) - CLASSES == set()


@pytest.mark.parametrize("folder", ROOMS + TESTS, ids=lambda folder: str(folder.relative_to(BASE_DIR)))
def test_file_names_are_unique_in_each_room(folder: Path) -> None:
    assert twice(path.stem for path in modules(folder)) - FILES == set()


@pytest.mark.parametrize("suffix", ["js", "css"])
def test_file_names_of_scripts_and_styles_are_unique(suffix: str) -> None:
    found = (BASE_DIR / "static" / suffix).rglob(f"*.{suffix}")
    assert twice(path.stem for path in found) == set()


@pytest.mark.parametrize("room", TEMPLATES, ids=lambda folder: folder.name)
def test_template_names_are_unique_in_each_room(room: Path) -> None:
    assert twice(path.stem for path in room.rglob("*.html")) == set()
