"""What an intruder in one container finds: no secrets in variables, no way to other services, no privileges."""

import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from operations.embedded.places import BASE_DIR

COMPOSE: dict[str, Any] = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
APP = ("prepare", "web", "worker", "beat")
EACH = pytest.mark.parametrize("name", sorted(SERVICES))


@EACH
def test_no_secret_is_in_the_environment(name: str) -> None:
    """`docker inspect` shows variables, commands and checks, but not what is in files."""
    shown = {
        name for name in SERVICES[name].get("environment", {}) if re.search("PASSWORD|KEY|SECRET_", name)
    }
    assert [name for name in shown if not name.endswith("_FILE")] == []
    assert "${" not in str(SERVICES[name].get("command", ""))


@EACH
def test_every_named_secret_is_mounted(name: str) -> None:
    files = [
        value
        for value in SERVICES[name].get("environment", {}).values()
        if str(value).startswith("/run/secrets/")
    ]
    mounted = {f"/run/secrets/{secret}" for secret in SERVICES[name].get("secrets", [])}
    assert set(files) <= mounted
    assert set(SERVICES[name].get("secrets", [])) <= set(COMPOSE["secrets"])


@EACH
def test_no_service_has_privileges(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert {"privileged", "network_mode", "pid"} & set(service) == set()


def test_worker_gives_way_to_the_web_server() -> None:
    assert SERVICES["worker"]["cpu_shares"] < 1024 / 4
    assert "cpu_shares" not in SERVICES["web"]


def test_only_the_service_that_migrates_logs_in_as_the_owner() -> None:
    for name, service in SERVICES.items():
        owns = "database_owner_password" in service.get("secrets", [])
        assert owns == (name in ("prepare", "postgres"))
        assert ("DATABASE_OWNER_URL" in service.get("environment", {})) == (name == "prepare")
    assert SERVICES["postgres"]["environment"]["POSTGRES_USER"] == "postgres"
    assert "postgres://tinnhiem@" in SERVICES["web"]["environment"]["DATABASE_URL"]


def test_proxy_reaches_neither_database_nor_queue() -> None:
    networks = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert networks["postgres"] == networks["redis"] == {"inside"}
    assert networks["proxy"] == {"outside"}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all("inside" in networks[name] for name in APP)


@EACH
def test_logs_are_rotated_and_memory_is_limited(name: str) -> None:
    assert set(SERVICES[name]["logging"]["options"]) == {"max-size", "max-file"}
    if name in ("proxy", "web", "redis"):
        assert SERVICES[name]["mem_limit"]


def test_image_runs_as_a_fixed_user() -> None:
    image = (BASE_DIR / "Dockerfile").read_text()
    assert re.search(r"useradd --uid 10001 .* tinnhiem", image)
    assert image.index("USER tinnhiem") > image.index("COPY --from=build")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "script").mkdir()
    shutil.copy(BASE_DIR / "script" / "make-secrets", tmp_path / "script")
    subprocess.run([tmp_path / "script" / "make-secrets"], check=True, capture_output=True)
    return tmp_path / "secrets"


def test_secrets_are_made_for_every_service(folder: Path) -> None:
    wanted = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert {path.name for path in folder.iterdir()} == wanted
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len((folder / "secret_key").read_text()) >= 50
    assert (folder / "redis.conf").read_text() == f"requirepass {(folder / 'redis_password').read_text()}\n"


def test_secrets_are_never_replaced(folder: Path) -> None:
    before = {path.name: path.read_text() for path in folder.iterdir()}
    done = subprocess.run([folder.parent / "script" / "make-secrets"], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in folder.iterdir()} == before
    assert done.stderr == b""
