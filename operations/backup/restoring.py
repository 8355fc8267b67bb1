"""Restore into a new database and new folders, which replace the old ones at the very end."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from operations.backup import databases, files, queue, tables
from operations.backup.archive import BackupArchive
from operations.errors import BackupError
from rounds.services.moves import pause_restored_rounds


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored, for the report."""

    made_at: datetime
    fingerprint: str
    waiting: list[str]
    missing: list[str]
    aside: str
    queue_emptied: bool
    other_secret_key: bool


def restore(source: Path, *, replace: bool) -> Restored:
    """Replace the current data by the backup; the current data is kept under another name.

    Raises `BackupError`, `OSError` or `DatabaseError` and then changes nothing.
    """
    archive = BackupArchive(source)
    current = databases.name()
    _require_known_migrations(archive)
    _require_room(archive)
    databases.require_unused(current)
    _require_place(current, replace=replace)
    fresh, aside = f"{current}_restoring", f"before_{timezone.localtime():%Y%m%d%H%M%S}"
    try:
        staged = files.stage(archive)
        databases.create(fresh)
        databases.use(fresh)
        waiting = _fill(archive)
        databases.use(current)
        folder = Path(settings.DATA_DIR) / aside
        databases.exchange(fresh, current, f"{current}_{aside}", lambda: files.exchange(staged, folder))
    except BaseException:
        _clean_up(fresh, current)
        raise
    return Restored(
        made_at=datetime.fromisoformat(archive.about["made_at"]),
        fingerprint=archive.fingerprint,
        waiting=waiting,
        missing=archive.about["missing"],
        aside=aside,
        queue_emptied=queue.empty(),
        other_secret_key=os.environ.get("SECRET_KEY") not in (None, "", _secret_key(archive)),
    )


def _secret_key(archive: BackupArchive) -> str:
    return b"".join(archive.chunks(files.SECRET_KEY)).decode()


def _clean_up(fresh: str, current: str) -> None:
    files.forget_stage()
    databases.use(current)
    databases.drop(fresh)


def _require_known_migrations(archive: BackupArchive) -> None:
    known = MigrationExecutor(None).loader.disk_migrations or {}
    unknown = [name for app, name in archive.about["migrations"] if (app, name) not in known]
    if unknown:
        raise BackupError(
            f"This backup was made by another version, with {', '.join(unknown)}. "
            "Install the version it was made with, or a newer one; nothing was changed."
        )


def _require_room(archive: BackupArchive) -> None:
    """Refuse when the disk has too little room; rows need more in tables than in the file."""
    free = shutil.disk_usage(Path(settings.DATA_DIR)).free
    if free < 2 * archive.size:
        needed = 2 * archive.size // 1024**2 + 1
        raise BackupError(
            f"Only {free // 1024**2} MB are free at {settings.DATA_DIR}; restoring needs {needed} MB."
        )


def _require_place(current: str, *, replace: bool) -> None:
    if replace:
        return
    if files.holds_keys() or (databases.exists(current) and databases.holds_people(current)):
        raise BackupError(
            "This installation holds data. With --replace the backup takes its place, and what is "
            "there now is kept under another name; nothing was changed."
        )


def _fill(archive: BackupArchive) -> list[str]:
    """Create the tables of the backup's version, fill them, compare every row, migrate them."""
    expected = [
        tables.Table(name, table["columns"], table["key"]) for name, table in archive.about["tables"].items()
    ]
    _make_tables(archive)
    tables.require_same(expected)
    contents = ((table, archive.chunks(f"tables/{table.name}.copy")) for table in expected)
    with transaction.atomic():
        tables.load(contents, archive.about["sequences"])
    for table in expected:
        if tables.digest(table) != archive.sha256(f"tables/{table.name}.copy"):
            raise BackupError(f"What the database gives back for {table.name} is not what the backup holds.")
    call_command("migrate", verbosity=0, interactive=False)
    made_at = datetime.fromisoformat(archive.about["made_at"])
    return [str(round_) for round_ in pause_restored_rounds(made_at=made_at)]


def _make_tables(archive: BackupArchive) -> None:
    executor = MigrationExecutor(connection)
    applied = {(app, name) for app, name in archive.about["migrations"]}
    nodes = executor.loader.graph.node_map
    ends = sorted(key for key in applied if not applied & {child.key for child in nodes[key].children})
    try:
        executor.migrate(ends)
    except DatabaseError as problem:
        version = connection.cursor().connection.info.server_version // 10000
        raise BackupError(
            f"The tables cannot be made on this server, PostgreSQL {version} (the backup comes from "
            f"{archive.about['postgres']}): {problem}"
        ) from problem


def forget_what_was_before() -> list[str]:
    """Remove databases and folders that restores set aside; return their names."""
    names = databases.kept_aside(databases.name())
    for name in names:
        databases.drop(name)
    folders = [path for path in Path(settings.DATA_DIR).glob("before_*") if path.is_dir()]
    for path in folders:
        shutil.rmtree(path)
    return [*names, *map(str, folders)]
