"""Files of earlier releases move from the disk into rows; the move can be killed and repeated."""

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from officials.models import Dossier, DossierDocument, StoredFile
from officials.moving_files import move_files
from operations.embedded.places import BASE_DIR
from tests.dossiers import PDF
from tests.owner import as_owner, unguarded
from tests.roles import make_official, make_unit
from tests.stored import content_of

NAMES = [f"dossiers/2025/{number}.pdf" for number in range(4)]


def content(name: str) -> bytes:
    return PDF + name.encode()


def on_the_disk(*, hashed: bool = True) -> list[DossierDocument]:
    """Return papers as the last release left them: rows that name files of the disk."""
    dossier = Dossier.objects.create(official=make_official(make_unit()), title="Hồ sơ")
    made = []
    for name in NAMES:
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(name))
        digest = hashlib.sha256(content(name)).hexdigest() if hashed else ""
        made.append(DossierDocument(dossier=dossier, kind=2, file=name, sha256=digest))
    with unguarded():
        DossierDocument.objects.bulk_create(made)
    return made


def moved() -> list[str]:
    return list(move_files(apps, settings.MEDIA_ROOT))


@pytest.mark.django_db
def test_files_become_rows_and_leave_the_disk() -> None:
    papers = on_the_disk()
    assert moved() == [f"4 files of {settings.MEDIA_ROOT} moved into the database"]
    assert [content_of(found.file) for found in papers] == [content(name) for name in NAMES]
    assert not list(settings.MEDIA_ROOT.iterdir())
    assert moved() == []


@pytest.mark.django_db
def test_missing_changed_and_unknown_files_are_named_and_left() -> None:
    on_the_disk()
    missing, changed, unknown = (settings.MEDIA_ROOT / name for name in (*NAMES[:2], "dossiers/old.pdf"))
    missing.unlink()
    for path in (changed, unknown):
        path.write_bytes(b"other")
    said = moved()
    assert said[0] == f"{NAMES[0]}: missing"
    assert said[1] == f"{NAMES[1]}: changed since it was recorded, left in {changed}"
    assert said[2].startswith("2 files of")
    assert f"{unknown}: no row names it; look at it and remove it" in said
    assert (changed.read_bytes(), unknown.read_bytes()) == (b"other", b"other")
    assert list(StoredFile.objects.order_by("pk").values_list("pk", flat=True)) == NAMES[2:]


@pytest.mark.django_db
def test_file_on_the_disk_never_replaces_a_row() -> None:
    on_the_disk(hashed=False)
    moved()
    path = settings.MEDIA_ROOT / NAMES[0]
    path.parent.mkdir(parents=True)
    path.write_bytes(b"other")
    assert moved()[0] == f"{NAMES[0]}: the database holds another file of this name, left in {path}"
    assert path.exists()


STOPPED = """
import os, signal
import django
django.setup()
from pathlib import Path
from django.core.management import call_command
unlink, left = Path.unlink, [2]
def killed(path, *arguments, **options):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    unlink(path, *arguments, **options)
Path.unlink = killed
call_command("migrate", "results", verbosity=0)
"""


@pytest.mark.slow
def test_migration_goes_on_after_being_killed(process_env: dict[str, str]) -> None:
    """It dies after the commit of the second file, whose copy is then still on the disk."""
    papers = on_the_disk()
    with as_owner() as cursor:
        MigrationExecutor(connection).migrate(
            [("simulation", None)], fake=True
        )  # stays, since it cannot be undone
        MigrationExecutor(connection).migrate([("results", "0006_files_of_the_disk")])  # without what follows
        cursor.execute("DELETE FROM django_migrations WHERE name = '0006_files_of_the_disk'")
    environment = {**process_env, "DJANGO_SETTINGS_MODULE": "tinnhiem.settings"}

    def run(*command: str) -> int:
        return subprocess.run(
            [sys.executable, *command], env=environment, cwd=BASE_DIR, check=False
        ).returncode

    assert run("-c", STOPPED) == -signal.SIGKILL
    assert (StoredFile.objects.count(), len(left())) == (2, 3)
    assert run("manage.py", "migrate", "results", "-v0") == 0
    assert [content_of(found.file) for found in papers] == [content(name) for name in NAMES]
    assert left() == []


def left() -> list[Path]:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
