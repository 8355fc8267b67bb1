"""The files whose content opens what a backup holds: envelope keys and `SECRET_KEY`.

With both, one file restores a whole installation; without them a thief of the backup opens no box, and neither
does its owner without a copy of the envelope keys.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ballots import envelope, shared_keys
from ballots.envelope import NO_KEYS, EnvelopeKeys
from ballots.keys import KeysMissing
from ballots.models import ServerSecret, SharedKey
from operations.backup import files
from operations.backup.archive import BackupArchive
from operations.embedded.places import is_given
from rounds import states


def needed() -> set[str]:
    """Return the ids of the envelope keys that the database needs."""
    in_use = shared_keys.recorded(SharedKey.Name.ENVELOPE)
    return {*ServerSecret.objects.values_list("key_id", flat=True).distinct(), *([in_use] if in_use else [])}


def contents(wanted: set[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return the entries of a backup with these envelope keys, and those that this host lacks."""
    entries = {files.SECRET_KEY: str(settings.SECRET_KEY).encode()}
    kept = _host_keys().only(wanted)
    if kept.keys:
        entries[files.ENVELOPE_KEY] = kept.to_text().encode()
    return entries, [f"envelope key {name}" for name in sorted(wanted - set(kept.keys))]


def _host_keys() -> EnvelopeKeys:
    try:
        return shared_keys.envelope_keys()
    except KeysMissing:
        return NO_KEYS


@contextmanager
def restored_keys(staged: Path) -> Iterator[None]:
    """Work with the envelope keys that will be in place after the restore.

    A backup of a former release holds none; its keys are sealed by the key of this host, or by a new one.
    """
    file, is_made = Path(settings.ENVELOPE_KEY_FILE), settings.ENVELOPE_KEY_IS_MADE
    ours = staged / files.ENVELOPE_KEY
    if ours.exists() or not file.exists():
        settings.ENVELOPE_KEY_FILE, settings.ENVELOPE_KEY_IS_MADE = ours, True
    try:
        yield
    finally:
        settings.ENVELOPE_KEY_FILE, settings.ENVELOPE_KEY_IS_MADE = file, is_made


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """What a restored installation lacks, for the report."""

    envelope_keys: list[str]
    live_rounds: list[str]  # whose boxes cannot be opened without them
    other_rounds: int
    other_secret_key: bool


def is_to_be_restored(archive: BackupArchive) -> bool:
    """Return whether envelope keys of the backup are put into the data folder.

    A host that reads another file keeps it; the restored one is put down only if that file lacks a key.
    """
    text = archive.text(files.ENVELOPE_KEY)
    if text is None:
        return False
    backed_up = envelope.parse(text)
    return reads_data_folder() or not set(backed_up.keys) <= set(_host_keys().keys)


def reads_data_folder() -> bool:
    """Return whether this host reads its envelope keys from the data folder."""
    return Path(settings.ENVELOPE_KEY_FILE) == Path(settings.DATA_DIR) / files.ENVELOPE_KEY


def lacking(archive: BackupArchive) -> Lacking:
    """Return what is lacking after the restore; the connection is to the restored database."""
    held = _host_keys()
    unopened = ServerSecret.objects.exclude(key_id__in=held.keys)
    live = unopened.filter(round__state__in=states.live()).select_related("round__unit")
    return Lacking(
        envelope_keys=sorted(needed() - set(held.keys)),
        live_rounds=[str(row.round) for row in live],
        other_rounds=unopened.count() - len(live),
        other_secret_key=_secret_key_differs(archive),
    )


def _secret_key_differs(archive: BackupArchive) -> bool:
    backed_up = archive.text(files.SECRET_KEY)
    if backed_up is None:
        return shared_keys.secret_key_differs(shared_keys.all_recorded())
    return is_given("SECRET_KEY") and backed_up != settings.SECRET_KEY
