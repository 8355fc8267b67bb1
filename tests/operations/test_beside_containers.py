"""With `.env`, the scripts of the host refuse: they would set up embedded servers without any data."""

import shutil
import subprocess
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("manage migrate --plan", "docker compose exec web python manage.py migrate --plan"),
        ("backup", "docker compose exec -T web script/backup - > FILE"),
        ("restore FILE", "docker compose run --rm --no-deps -T prepare script/restore - < FILE"),
    ],
)
def test_script_names_the_command_for_containers(line: str, form: str, tmp_path: Path) -> None:
    shutil.copytree(BASE_DIR / "script", tmp_path / "script")
    (tmp_path / ".env").touch()
    done = subprocess.run(
        ["bash", "-c", f"script/{line}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == f"With .env the product runs in containers. Run instead: {form}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".env", "script"]


def test_backup_is_readable_by_its_owner_only() -> None:
    assert "umask 077\n" in (BASE_DIR / "script" / "backup").read_text()
