"""The systemd units: accepted by systemd, hardened, and their commands run."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from operations.embedded.children import children
from operations.embedded.places import BASE_DIR
from tests.operations.processes import assert_starts, free_port
from tests.operations.units import FOLDER, INSTALLED, SERVICES, commands, environment, unit

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="as root: apt-get install systemd"
)
EXPOSURE = 1.5  # of 10; the usual service has 9.6


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units in a folder of their own, with the programs of this checkout."""
    target = tmp_path / "system"
    shutil.copytree(FOLDER, target)
    for path in target.rglob("*.*"):
        if path.is_file():
            path.write_text(path.read_text().replace(INSTALLED, str(BASE_DIR)))
    return target


def analyze(units: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "SYSTEMD_UNIT_PATH": f"{units}:", "LC_ALL": "C.UTF-8"}
    command = ["systemd-analyze", "--no-pager", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@needs_systemd
def test_systemd_accepts_every_unit(installed: Path) -> None:
    units = [str(path) for path in installed.iterdir() if path.is_file()]
    done = analyze(installed, "verify", "--man=no", *units)
    assert "tin-nhiem" not in done.stderr


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_services_can_do_little(name: str, installed: Path) -> None:
    done = analyze(installed, "security", "--offline=true", str(installed / f"tin-nhiem-{name}.service"))
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert exposure is not None, done.stderr
    assert float(exposure[1]) <= EXPOSURE


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_are_handed_over_as_files(name: str) -> None:
    handed_over = {word.split(":")[0] for word in unit(name)["LoadCredential"]}
    named = {
        key: Path(value).name for key, value in environment(name, Path("/c")).items() if key.endswith("_FILE")
    }
    assert set(named.values()) == handed_over
    assert named["SECRET_KEY_FILE"] == "secret_key"


def test_worker_gives_way_to_the_web_server() -> None:
    assert unit("worker")["CPUWeight"] == ["20"]  # of 100
    assert "CPUWeight" not in unit("web")


@pytest.mark.parametrize("name", SERVICES)
def test_only_the_service_that_migrates_logs_in_as_the_owner(name: str) -> None:
    is_given = "DATABASE_OWNER_PASSWORD_FILE" in environment(name, Path("/c"))
    assert is_given == (name == "prepare")


@pytest.mark.parametrize("number", range(3))
def test_units_run_the_commands_of_the_supervisor(number: int) -> None:
    child = children(host="127.0.0.1", port=8000, logs=Path("/l"))[number]
    (command,) = commands(("web", "worker", "beat")[number])
    assert command[1:] == child.command[3:]
    assert Path(command[0]).name == child.command[2]


@pytest.mark.parametrize("name", SERVICES)
def test_drop_in_replaces_nothing_that_a_service_sets(name: str) -> None:
    """It is read last: of two values of these options only its own would count."""
    lists = {"Environment", "LoadCredential", "SystemCallFilter", "StateDirectory", "ExecStart"}
    assert {option for option, values in unit(name).items() if len(values) > 1} <= lists


def test_timer_makes_no_backup_of_an_open_vote() -> None:
    (command,) = commands("backup")
    assert "--unless-open" in command


@pytest.fixture
def service_env(process_env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of the services, with secrets in files and the data of this test."""
    secret = process_env.pop("SECRET_KEY")
    names = {word.split(":")[0] for word in unit("web")["LoadCredential"]}
    for name in names:
        (tmp_path / name).write_text(secret if name == "secret_key" else "")
    own = {"TINNHIEM_DATA", "PATH", "PYTHONPATH"}
    given = {name: value for name, value in environment("web", tmp_path).items() if name not in own}
    return process_env | given


@pytest.mark.slow
def test_oneshot_services_end_well(service_env: dict[str, str], tmp_path: Path) -> None:
    for command in [*commands("prepare"), *commands("backup")]:
        words = [str(tmp_path) if word == "/var/lib/tin-nhiem-backups" else word for word in command]
        done = subprocess.run(
            words, cwd=BASE_DIR, env=service_env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("tin-nhiem-*.backup"))) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "sign"), [("web", "Started worker-2"), ("worker", "ready."), ("beat", "Starting")]
)
def test_services_start(
    name: str, sign: str, service_env: dict[str, str], tmp_path: Path, wait_until: Callable[..., object]
) -> None:
    (command,), port = commands(name), str(free_port())
    words = [port if word == "8000" else word for word in command]
    assert_starts(words, sign, service_env, tmp_path / "log", wait_until)
