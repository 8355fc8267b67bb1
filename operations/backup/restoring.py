"""Restore into a new database and new folders, which replace the old ones at the very end."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from audit.services import note
from ballots.services.moving_keys import move_key_files
from operations.backup import databases, files, queue, secret_files, tables
from operations.backup.archive import BackupArchive
from operations.backup.noting import note_backup
from operations.errors import BackupError
from operations.owner import as_owner
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
    lacking: secret_files.Lacking
    envelope_key_is_elsewhere: bool  # than the file that this host reads


def restore(source: Path, *, replace: bool) -> Restored:
    """Replace the current data by the backup; the current data is kept under another name.

    Raises `BackupError`, `OSError` or `DatabaseError` and then changes nothing.
    """
    archive = BackupArchive(source)
    with as_owner():
        return _restore(archive, replace=replace)


def _restore(archive: BackupArchive, *, replace: bool) -> Restored:
    current = databases.name()
    _require_known_migrations(archive)
    _require_room(archive)
    databases.require_unused(current)
    _require_place(current, replace=replace)
    fresh, aside = f"{current}_restoring", f"before_{timezone.localtime():%Y%m%d%H%M%S}"
    try:
        staged = files.stage(archive, _secrets(archive))
        databases.create(fresh)
        databases.use(fresh)
        with secret_files.restored_keys(staged), files.documents_from(staged):
            waiting = _fill(archive, staged)
            lacking = secret_files.lacking(archive)
        brings_key = (staged / files.ENVELOPE_KEY).exists()
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
        lacking=lacking,
        envelope_key_is_elsewhere=brings_key and not secret_files.reads_data_folder(),
    )


def _secrets(archive: BackupArchive) -> list[str]:
    """Return the secrets of the backup that are put into the data folder."""
    held = [files.SECRET_KEY] if files.SECRET_KEY in archive.about["files"] else []
    return [*held, files.ENVELOPE_KEY] if secret_files.is_to_be_restored(archive) else held


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


def _fill(archive: BackupArchive, staged: Path) -> list[str]:
    """Create the tables of the backup's version, fill them, compare every row, migrate them.

    Key files of a former release are moved into the database.
    """
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
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except CommandError as refusal:
        raise BackupError(f"{refusal} Nothing was changed.") from refusal
    move_key_files(staged / "keys")
    made_at = datetime.fromisoformat(archive.about["made_at"])
    note_backup(made_at)
    with transaction.atomic():
        note("system.restore", text=f"{timezone.localtime(made_at):%H:%M:%S, %d/%m/%Y}")
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
    with as_owner():
        names = databases.kept_aside(databases.name())
        for name in names:
            databases.drop(name)
    folders = [path for path in Path(settings.DATA_DIR).glob("before_*") if path.is_dir()]
    for path in folders:
        shutil.rmtree(path)
    return [*names, *map(str, folders)]
