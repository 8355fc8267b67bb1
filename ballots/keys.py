"""The server's secrets of a round: one file outside the database, part of its backup.

Without the server's share of the box key the counting team cannot open the box; the token key
signs blank ballots; the receipt key signs receipts (docs/protocol.md §§4, 5.2 and 7.1).
"""

import json
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ballots.protocol import receipt
from ballots.protocol.group import decode_scalar, encode_scalar, random_scalar
from common.durable import create_file
from rounds.errors import RoundError


class KeysMissing(RoundError):
    """The file is missing or unreadable; the round cannot go on without it."""


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """Two scalars in 1 … L−1 and a 32-byte Ed25519 secret; never written to a log."""

    share_secret: int = field(repr=False)
    token_secret: int = field(repr=False)
    receipt_secret: bytes = field(repr=False)

    def to_json(self) -> dict[str, str]:
        """Return the values as hex of 32 bytes each, scalars in little-endian order."""
        return {
            "share_secret": encode_scalar(self.share_secret).hex(),
            "token_secret": encode_scalar(self.token_secret).hex(),
            "receipt_secret": self.receipt_secret.hex(),
        }


def create(round_id: uuid.UUID) -> ServerKeys:
    """Return the keys of the round, created if there are none; existing keys are never replaced."""
    path = _path(round_id)
    if not path.exists():
        fresh = ServerKeys(random_scalar(), random_scalar(), receipt.generate_signing_key())
        _write_once(path, json.dumps(fresh.to_json()).encode())
    return load_server_keys(round_id)


def load_server_keys(round_id: uuid.UUID) -> ServerKeys:
    """Return the keys of the round. Raises `KeysMissing` with the remedy for the administrator."""
    try:
        data = {name: bytes.fromhex(value) for name, value in _read(_path(round_id)).items()}
        receipt.public_key(data["receipt_secret"])  # raises for another length
        share, token = decode_scalar(data["share_secret"]), decode_scalar(data["token_secret"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysMissing(
            _("The server's keys of this round cannot be read. Restore the key folder from backup.")
        ) from error
    return ServerKeys(share, token, data["receipt_secret"])


def _path(round_id: uuid.UUID) -> Path:
    return Path(settings.KEYS_DIR) / f"{uuid.UUID(str(round_id))}.json"


def _read(path: Path) -> dict[str, str]:
    data: dict[str, str] = json.loads(path.read_text())
    return data


def _write_once(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # If another process was first, use its keys.
    with suppress(FileExistsError):
        create_file(path, data)
