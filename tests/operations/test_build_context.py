"""What `docker build` copies: everything that the product needs, never a secret or a backup."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pathspec
import pytest

from operations.embedded.places import BASE_DIR

IGNORED = pathspec.PathSpec.from_lines("gitignore", (BASE_DIR / ".dockerignore").read_text().splitlines())
NOT_NEEDED = {"benchmarks", "docs", "tests", "verifier"}
MADE = {"__pycache__", "dist", "fonts", "django.mo", "djangojs.mo"}


def files_in(folder: str) -> list[str]:
    """Return the files of a folder of the code, without those that the set-up makes."""
    paths = [path.relative_to(BASE_DIR) for path in (BASE_DIR / folder).rglob("*") if path.is_file()]
    return [str(path) for path in paths if not MADE & set(path.parts)]


def needed() -> list[str]:
    rooms = {path.parent.name for path in BASE_DIR.glob("*/__init__.py")} - NOT_NEEDED
    folders = [*sorted(rooms), "locale", "script", "static", "templates", "tests/data"]
    return ["manage.py", "requirements.txt", *(name for folder in folders for name in files_in(folder))]


@pytest.mark.parametrize(
    "name",
    [
        ".env", ".env.old", "operations/.env", "tin-nhiem-20261127-020000.backup", "before.backup.gpg", "dump.age",
        "locale/tin-nhiem.backup", "secrets/secret_key", "operations/secrets/secret_key", "var/keys/1.json",
        "var/secret_key", "script/cert.pem", "static/cert.key", "backup.tar", "dump.sql", ".git/config", ".venv/x",
        "node_modules/x", "docker-compose.override.yml",
    ],
)  # fmt: skip
def test_secrets_and_backups_stay_out_of_the_image(name: str) -> None:
    assert IGNORED.match_file(name)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize(
    "name",
    [".env", ".env.old", "tin-nhiem-20261127-020000.backup", "before.backup.gpg", "secrets/secret_key"],
)
def test_git_ignores_secrets_and_backups(name: str) -> None:
    command = ["git", "check-ignore", "--quiet", "--no-index", name]
    assert subprocess.run(command, cwd=BASE_DIR, check=False).returncode == 0


def test_every_room_is_copied_with_all_its_files() -> None:
    assert [name for name in needed() if IGNORED.match_file(name)] == []


@pytest.mark.slow
def test_product_starts_from_the_copied_files_alone(tmp_path: Path) -> None:
    for name in needed():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(BASE_DIR / name, tmp_path / name)
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "TINNHIEM_DATA": str(tmp_path / "data")}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
