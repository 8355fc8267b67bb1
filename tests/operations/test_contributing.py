"""What a newcomer is told to type in CONTRIBUTING.md exists: scripts, parts of the check, commands, paths."""

import re

import pytest
from django.core.management import get_commands

from operations.embedded.places import BASE_DIR
from script.readme_commands import commands
from tests.operations.test_operations import source_of

TYPED = commands((BASE_DIR / "CONTRIBUTING.md").read_text())
SCRIPTS = [line.split() for line in TYPED if line.startswith("script/")]


def test_first_hour_is_documented() -> None:
    assert {"server", "setup", "pytest", "check", "test", "manage"} <= {words[0][7:] for words in SCRIPTS}


@pytest.mark.parametrize("words", SCRIPTS, ids=" ".join)
def test_script_and_its_options_are_there(words: list[str]) -> None:
    name = words[0].removeprefix("script/")
    options = [word for word in words[1:] if word.startswith("--")]
    assert (BASE_DIR / words[0]).is_file()
    if name in {"server", "setup", "test", "lock"}:
        assert [option for option in options if option not in source_of(name)] == []


@pytest.mark.parametrize("words", SCRIPTS, ids=" ".join)
def test_paths_parts_and_commands_are_there(words: list[str]) -> None:
    script, *rest = words
    named = [word for word in rest if word.startswith("tests/")]
    assert [path for path in named if not (BASE_DIR / path).exists()] == []
    if script == "script/check":
        assert set(rest) <= set(re.findall(r"[\w-]+", (BASE_DIR / "script/check-parts").read_text()))
    if script == "script/manage":
        assert rest[0] in get_commands()
