"""What the administrator is told to type exists: scripts with their options, commands, services, settings."""

import re
from typing import Any

import pytest
import yaml
from django.core.management import get_commands
from django.test import Client
from django.utils.translation import override

from audit.acts import words_of
from operations.embedded.places import BASE_DIR
from rounds.states import Actor
from rounds.steps import BY_NAME

TEXT = (BASE_DIR / "docs" / "operations.md").read_text()
UPGRADING = (BASE_DIR / "UPGRADING.md").read_text()
TYPED = [
    *re.findall(r"^ *```\n(.*?)^ *```", TEXT + UPGRADING, re.MULTILINE | re.DOTALL),
    *re.findall(r"`([^`\n]+)`", TEXT + UPGRADING),
]
LINES = [line for block in TYPED for line in block.splitlines()]
DOCKER = {"up", "exec", "run", "stop", "build", "pull", "logs", "down", "cp"}
SERVICES: dict[str, Any] = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())["services"]

SWEPT = "round.swept"


def test_every_script_is_there_and_knows_its_options() -> None:
    named = {
        (name, option) for line in LINES for name, option in re.findall(r"script/([\w-]+)( --\w+)?", line)
    }
    assert {"backup", "restore", "server", "setup", "manage"} <= {name for name, _option in named}
    for name, option in named:
        assert (BASE_DIR / "script" / name).is_file(), name
        assert option.strip() in source_of(name), (name, option)


def source_of(script: str) -> str:
    """Return the script with the program it starts."""
    text = (BASE_DIR / "script" / script).read_text()
    for module in re.findall(r"python -m ([\w.]+)", text):
        path = BASE_DIR / module.replace(".", "/")
        files = path.glob("*.py") if path.is_dir() else [path.with_suffix(".py")]
        text += "".join(file.read_text() for file in files)
    return text


def test_every_command_of_manage_is_there() -> None:
    named = {name for line in LINES for name in re.findall(r"(?:manage\.py|script/manage) (\w+)", line)}
    assert {"rehearse", "forget_second_step", "clearsessions", "createsuperuser"} <= named
    assert named <= set(get_commands())


def test_entries_and_buttons_are_quoted_as_they_stand_on_screen() -> None:
    threats = " ".join((BASE_DIR / "THREAT_MODEL.md").read_text().split())
    with override("en"):
        resume = str(BY_NAME["resume"].words[Actor.SECRETARY].label)
        assert f"*{words_of(SWEPT)}*" in TEXT
        assert f'"{words_of(SWEPT)}"' in threats
    assert f"*{resume}*" in " ".join(TEXT.split())


def test_every_service_is_in_the_compose_file() -> None:
    words = [line.partition("docker compose ")[2].split() for line in LINES if "docker compose " in line]
    services = {
        word for line in words for word in line if word in {"web", "worker", "beat", "postgres", "redis"}
    }
    assert {"web", "worker", "beat"} <= services <= set(SERVICES)
    assert {line[0].rstrip("`,.;") for line in words if line} <= DOCKER


def test_every_setting_is_named() -> None:
    parts = "".join(part.read_text() for part in (BASE_DIR / "tinnhiem" / "settings").glob("*.py"))
    read = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"|environ\.get\(\s*"([A-Z_]+)"', parts)
    wanted = {first or second for first, second in read}
    ours = {name for name in wanted if not name.startswith(("TN_", "PYTEST_"))}
    assert [name for name in sorted(ours) if f"`{name}`" not in TEXT] == []


@pytest.mark.django_db
def test_documented_health_answer_is_complete(client: Client) -> None:
    [text] = re.findall(r'^\{"status".*?\}\}$', TEXT, re.MULTILINE | re.DOTALL)
    shown, answer = yaml.safe_load(text), client.get("/health/").json()
    assert set(answer) == set(shown)
    assert set(answer["facts"]) == set(shown["facts"])


def test_packages_to_carry_are_those_of_the_setup() -> None:
    setup = (BASE_DIR / "script" / "setup-system").read_text()
    (packages,) = re.findall(r'^PACKAGES="(.*)"', setup, re.MULTILINE)
    assert packages in TEXT
