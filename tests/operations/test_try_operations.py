"""`script/try-bare --operations` without its bare system: the commands that it takes from the page."""

import os
import subprocess
from pathlib import Path

from operations.embedded.places import BASE_DIR
from script import try_operations
from tests.operations.units import SERVICES

TEXT = (BASE_DIR / "docs" / "operations.md").read_text()
LINES = try_operations.commands(TEXT)


def test_it_takes_every_command_of_the_section_in_order() -> None:
    assert LINES[0] == "apt-get update && apt-get install --yes git postgresql redis-server"
    assert LINES[-1].endswith("systemctl restart tin-nhiem.target")
    assert [line for line in LINES if "docker" in line or "    " in line] == []
    assert len(LINES) == len(set(LINES)) + 1  # the units are copied again at an upgrade


def test_what_people_type_stands_on_the_page() -> None:
    assert [word for word in try_operations.TYPED if not any(word in line for line in LINES)] == []
    assert not any("FILE" in try_operations.typed(line).split() for line in LINES)
    assert "ADDRESS" not in " ".join(map(try_operations.typed, LINES))


def test_each_promise_follows_a_line_of_the_page() -> None:
    assert [word for word in try_operations.PROMISES if not any(word in line for line in LINES)] == []


def test_what_the_lines_name_is_there() -> None:
    named = {
        word
        for line in LINES
        for word in line.split()
        if word.startswith(("deploy/", "operations/", "script/"))
    }
    assert [word for word in named if not (BASE_DIR / word).exists()] == []
    units = {
        word.removeprefix("tin-nhiem-").split(".")[0]
        for line in LINES
        for word in line.split()
        if "tin-nhiem-" in word[:10]
    }
    assert units - {*SERVICES, ""} == set()


def test_settings_of_postgres_are_those_of_the_compose_file() -> None:
    compose = (BASE_DIR / "docker-compose.yml").read_text()
    shipped = (BASE_DIR / "deploy" / "postgresql.conf").read_text().splitlines()
    settings = [line.replace(" ", "") for line in shipped if not line.startswith("#")]
    assert len(settings) == 4
    assert [setting for setting in settings if f'"{setting}"' not in compose] == []


def test_ordinary_user_is_told_so_with_this_option_too(tmp_path: Path) -> None:
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = [str(BASE_DIR / "script" / "try-bare"), "--operations"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, "which only root can" in done.stderr) == (1, True)
