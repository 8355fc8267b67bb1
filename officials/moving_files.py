"""Files on a disk become rows: those of earlier releases, and those that somebody puts back."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction

from common.durable import sync_folder


def move_files(apps: Any, folder: Path) -> Iterator[str]:
    """Move the files that rows name into `StoredFile`, and yield a sentence about each that cannot be moved.

    `apps` are those of Django or of a migration. A file leaves the disk after its row was committed and read
    back; it stays where it is if its hash is not the one that was recorded.
    """
    stored = apps.get_model("officials", "StoredFile").objects
    moved = 0
    for name, digest in sorted(named_files(apps)):
        if (folder / name).is_file():
            problem = _move(stored, name, digest, folder / name)
            moved += not problem
        else:
            problem = "" if stored.filter(pk=name).exists() else "missing"
        if problem:
            yield f"{name}: {problem}"
    if moved:
        yield f"{moved} files of {folder} moved into the database"
    yield from _left_behind(folder)


def named_files(apps: Any) -> set[tuple[str, str]]:
    """Return name and SHA-256 (or "") of every file that a row of any table names."""
    found = set()
    for model in apps.get_models():
        fields = [f.name for f in model._meta.get_fields() if isinstance(f, models.FileField)]  # noqa: SLF001
        for field in fields:
            found |= set(model._base_manager.exclude(**{field: ""}).values_list(field, "sha256"))  # noqa: SLF001
    return found


def _move(stored: Any, name: str, recorded: str, path: Path) -> str:
    """Move one file; return what is wrong with it, or ""."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if recorded not in ("", digest):
        return f"changed since it was recorded, left in {path}"
    with transaction.atomic():
        if not stored.filter(pk=name).exists():
            stored.create(pk=name, size=len(content), sha256=digest, content=content)
    if bytes(stored.values_list("content", flat=True).get(pk=name)) != content:
        return f"the database holds another file of this name, left in {path}"
    path.unlink()
    sync_folder(path.parent)
    return ""


def _left_behind(folder: Path) -> Iterator[str]:
    """Remove empty folders, and name the files that no row knows."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_dir():
            yield f"{path}: no row names it; look at it and remove it"
        elif not any(path.iterdir()):
            path.rmdir()
