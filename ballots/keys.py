"""The server's secrets of a round: one file each outside the database, backed up with it.

The share of the box key keeps the counting team alone from opening the box; the token key
signs blank ballots; the receipt key signs what the voter keeps (docs/protocol.md §§4, 5.2 and 7.1).
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
    """The file is not there or cannot be read; the round cannot go on without it."""


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """Two scalars in 1 … L−1 and a 32-byte Ed25519 secret; never shown in a log."""

    share_secret: int = field(repr=False)
    token_secret: int = field(repr=False)
    receipt_secret: bytes = field(repr=False)

    def to_json(self) -> dict[str, str]:
        """Hex of 32 bytes each, scalars little endian as on the wire."""
        return {
            "share_secret": encode_scalar(self.share_secret).hex(),
            "token_secret": encode_scalar(self.token_secret).hex(),
            "receipt_secret": self.receipt_secret.hex(),
        }


def create(round_id: uuid.UUID) -> ServerKeys:
    """Return the keys of the round, making them if there are none; the first made are kept."""
    path = _path(round_id)
    if not path.exists():
        fresh = ServerKeys(random_scalar(), random_scalar(), receipt.generate_signing_key())
        _write_once(path, json.dumps(fresh.to_json()).encode())
    return load_server_keys(round_id)


def load_server_keys(round_id: uuid.UUID) -> ServerKeys:
    """Return the keys of the round. Raises `KeysMissing` with what the administrator must do."""
    try:
        data = {name: bytes.fromhex(value) for name, value in _read(_path(round_id)).items()}
        receipt.public_key(data["receipt_secret"])  # refuses another length
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
    # If another process was first, its keys count.
    with suppress(FileExistsError):
        create_file(path, data)
