"""Move the server's keys that a former release kept in files into the database."""

import json
import logging
import uuid
from pathlib import Path

from django.db import IntegrityError, transaction

from ballots import keys
from ballots.keys import KeysMissing, ServerKeys
from common.durable import sync_folder

log = logging.getLogger(__name__)


def move_key_files(folder: Path) -> int:
    """Seal each `<round>.json` of the folder into the database and remove it; return their number.

    A file is removed after its row was committed and read back, so that this can be repeated after any
    interruption. Files that are damaged or belong to no round stay, with a warning. Raises `KeysMissing`
    without an envelope key.
    """
    files = sorted(folder.glob("*.json"))
    return sum(_move(file) for file in files)


def _move(file: Path) -> bool:
    try:
        round_id, found = uuid.UUID(file.stem), _read(file)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        log.warning("%s holds no keys of a round and stays: %s", file, problem)
        return False
    try:
        with transaction.atomic(durable=True):
            keys.store(round_id, found)
            transaction.get_connection().check_constraints()
    except IntegrityError:
        log.warning("%s belongs to no round of this database, or to a destroyed one, and stays.", file)
        return False
    if keys.load_server_keys(round_id) != found:
        raise KeysMissing(f"The database holds other keys than {file}, which therefore stays.")
    file.unlink()
    sync_folder(file.parent)
    return True


def _read(file: Path) -> ServerKeys:
    stored: dict[str, str] = json.loads(file.read_text())
    parts = (stored[name] for name in ("share_secret", "token_secret", "receipt_secret"))
    return ServerKeys.from_bytes(b"".join(map(bytes.fromhex, parts)))
