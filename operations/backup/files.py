"""Files of the data folder that belong to the database: envelope keys, secret key, documents of earlier releases."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings

from ballots.models import BoxKey
from common.durable import sync_file
from officials.models import StoredFile
from officials.moving_files import named_files
from operations.backup.archive import BackupArchive
from rounds import states

STAGE = "restoring"  # folder of files that are about to be put in place
SECRET_KEY = "secret_key"  # noqa: S105 (the name of a file)
ENVELOPE_KEY = "envelope_key"
PARTS = ("keys", "media", "demo")  # a backup holds no demo: its list of accounts is set aside
OWN_PARTS = (SECRET_KEY, ENVELOPE_KEY)  # stay as they are if the backup holds none


def keys() -> tuple[dict[str, Path], list[str]]:
    """Return key files of a former release that are not in the database yet, and what is needed but missing."""
    found, missing = {}, []
    without = BoxKey.objects.filter(round__server_secret=None)
    for pk, state in without.values_list("pk", "round__state"):
        path = Path(settings.KEYS_DIR) / f"{pk}.json"
        if path.exists():
            found[f"keys/{pk}.json"] = path
        elif state in states.live():
            missing.append(f"keys/{pk}.json")
    return found, missing


def missing_documents() -> list[str]:
    """Return the names of files that rows of the database name but that it does not hold."""
    named = {name for name, _digest in named_files(apps)}
    return sorted(named - set(StoredFile.objects.values_list("name", flat=True)))


def stage(archive: BackupArchive, secrets: Iterable[str]) -> Path:
    """Unpack documents, key files and these secrets beside those in use, readable by their owner only."""
    forget_stage()
    folder = Path(settings.DATA_DIR) / STAGE
    _folder(folder)
    for name in (*archive.names("keys"), *archive.names("media"), *secrets):
        target = folder / name
        for parent in reversed(target.relative_to(folder).parents):
            _folder(folder / parent)
        _write(target, archive.chunks(name))
    return folder


@contextmanager
def documents_from(staged: Path) -> Iterator[None]:
    """Let the migration that moves documents into rows find those of the backup, not those in use."""
    used = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = staged / "media"
    try:
        yield
    finally:
        settings.MEDIA_ROOT = used


def forget_stage() -> None:
    """Remove what an interrupted restore has unpacked."""
    shutil.rmtree(Path(settings.DATA_DIR) / STAGE, ignore_errors=True)


def _folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    _give_away(path)


def _write(path: Path, content: Iterator[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(content)
        sync_file(file)
    _give_away(path)


def _give_away(path: Path) -> None:
    """Change the owner to that of the data folder, since root may restore for another account."""
    if os.geteuid() == 0:
        owner = Path(settings.DATA_DIR).stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def exchange(staged: Path, aside: Path) -> None:
    """Put the staged parts in place and set those in use aside; all of them, or none."""
    data = Path(settings.DATA_DIR)
    _folder(aside)
    done: list[tuple[Path, Path]] = []
    try:
        for part in (*PARTS, *(part for part in OWN_PARTS if (staged / part).exists())):
            for source, target in ((data / part, aside / part), (staged / part, data / part)):
                if source.exists():
                    source.rename(target)
                    done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.rename(source)
        raise
    forget_stage()


def holds_keys() -> bool:
    """Return whether this installation already has keys of boxes."""
    folder = Path(settings.KEYS_DIR)
    return folder.is_dir() and any(folder.glob("*.json"))
