"""Backup of the running product: one snapshot of the database, with the matching files."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from ballots.waiting import rounds_to_tidy
from common.durable import link_new, partial_file, sync_file
from operations.backup import files, secret_files, tables
from operations.backup.archive import Writer
from operations.backup.noting import note_backup
from operations.errors import BackupError
from rounds import states, steps
from rounds.models import Round
from rounds.states import Voting


@dataclass(frozen=True, kw_only=True)
class MadeBackup:
    """The content of a backup, for the report."""

    fingerprint: str
    made_at: datetime
    missing: list[str]
    open_rounds: int
    envelope_keys: list[str]  # the ids of those that a restore needs


def rounds_holding_an_order() -> int:
    """Return how many rounds are open, or closed with the order of their ballots not erased yet.

    Two backups of such a round show what happened between them.
    """
    is_open = Round.objects.filter(state__in=states.at(Voting.DURING))
    return is_open.count() + len(set(rounds_to_tidy()))


def make(target: Path, *, with_keys: bool = True) -> MadeBackup:
    """Write the backup to `target`, which must not exist; complete and on disk, or not at all.

    Without keys it holds neither envelope keys nor `SECRET_KEY`. Raises `BackupError`, `OSError`.
    """
    if target.exists():
        raise BackupError(f"{target} exists already; name another file.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}.")
    with partial_file(target.parent) as partial:
        made = _write(partial, with_keys=with_keys)
        link_new(partial, target)
    note_backup(made.made_at)
    return made


def _write(partial: Path, *, with_keys: bool) -> MadeBackup:
    with partial.open("wb") as output:
        with Writer(output) as writer:
            about, waiting = _copy(writer, with_keys=with_keys)
            fingerprint = writer.finish(about)
        sync_file(output)
    return MadeBackup(
        fingerprint=fingerprint,
        made_at=datetime.fromisoformat(about["made_at"]),
        missing=about["missing"],
        open_rounds=waiting,
        envelope_keys=about["envelope_keys"],
    )


def _copy(writer: Writer, *, with_keys: bool) -> tuple[dict[str, Any], int]:
    """Write all entries; return their part of the manifest, and the number of frozen or open rounds.

    Key files of a former release are read after the snapshot was taken.
    """
    with transaction.atomic():
        tables.snapshot()
        about = _about()
        for table in tables.all_tables():
            about["tables"][table.name] = {"columns": table.columns, "key": table.key}
            writer.add(f"tables/{table.name}.copy", tables.rows(table))
        found, missing = files.keys()
        about["missing"] += missing + files.missing_documents()
        for name, path in found.items():
            about["missing"] += _add(writer, name, path)
        needed = secret_files.needed()
        about["envelope_keys"] = sorted(needed)
        about["keys_included"] = with_keys
        if with_keys:
            about["missing"] += _add_secrets(writer, needed)
        waiting = Round.objects.filter(state__in=steps.states_of("resume")).count()
    return about, waiting


def _add_secrets(writer: Writer, needed: set[str]) -> list[str]:
    entries, missing = secret_files.contents(needed)
    for name, content in entries.items():
        writer.add(name, [content])
    return missing


def _add(writer: Writer, name: str, path: Path) -> list[str]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return [name]
    writer.add(name, [content])
    return []


def _about() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "postgres": version,
        "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
        "sequences": tables.sequences(),
        "tables": {},
        "missing": [],
    }
