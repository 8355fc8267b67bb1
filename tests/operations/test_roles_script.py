"""The script for the image of Postgres makes both roles with their passwords, and converts a former volume."""

import os
import subprocess
from pathlib import Path

import pytest

from operations.embedded import postgres, roles, servers
from operations.embedded.account import run_as
from operations.embedded.places import BASE_DIR, Places
from tests.operations.test_embedded_roles import APART, former, kinds

__all__ = ["former"]
PASSWORDS = "SELECT rolname FROM pg_authid WHERE rolpassword LIKE 'SCRAM-SHA-256$%' ORDER BY rolname"


@pytest.fixture
def secrets(data: Path) -> Path:
    folder = data / "secrets"
    folder.mkdir()
    for name in ("database_password", "database_owner_password"):
        (folder / name).write_text(f"{name} with ' and $ and `\n")
    return folder


def run(where: Places, secrets: Path) -> None:
    programs = postgres.binaries(where)
    script = where.data / "roles.sh"
    script.write_bytes((BASE_DIR / "operations" / "postgres-roles.sh").read_bytes())
    statements = where.data / "roles.sql"
    statements.write_bytes(roles.ROLES.read_bytes())
    env = {"PATH": f"{programs}:{os.environ['PATH']}", "PGHOST": str(where.sockets)}
    env |= {"SECRETS": str(secrets), "ROLES": str(statements)}
    subprocess.run(["sh", str(script)], env=env, check=True, cwd="/", **run_as())


def test_former_volume_is_converted_and_may_be_again(former: Places, secrets: Path) -> None:
    for _time in (1, 2):
        run(former, secrets)
        assert kinds(former) == APART
    with roles.connected(former, roles.SUPERUSER, "postgres") as server:
        assert server.execute(PASSWORDS).fetchall() == [("tinnhiem",), ("tinnhiem_owner",)]
    with roles.connected(former, roles.OWNER, roles.DATABASE) as owner:
        owner.execute("ALTER TABLE kept ADD COLUMN two int")


def test_new_volume_has_both_roles(instance: Places, secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "prepare", lambda _places: None)
    servers.start(instance)
    with roles.connected(instance, roles.SUPERUSER, "postgres") as server:
        server.execute("CREATE DATABASE tinnhiem")
    run(instance, secrets)
    assert kinds(instance) == APART
