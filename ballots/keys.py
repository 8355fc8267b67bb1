"""The server's secrets of a round, sealed in the database by a key that is a file outside it.

Without the server's share of the box key the counting team cannot open the box; the token key
signs blank ballots; the receipt key signs receipts (docs/protocol.md §§4, 5.2 and 7.1).
"""

import uuid
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ballots.envelope import EnvelopeUnreadable
from ballots.models import ServerSecret
from ballots.protocol import receipt
from ballots.protocol.group import decode_scalar, encode_scalar, random_scalar
from ballots.shared_keys import KeysMissing as KeysMissing
from ballots.shared_keys import envelope_in_use, envelope_keys, require


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """Two scalars in 1 … L−1 and a 32-byte Ed25519 secret; never written to a log."""

    share_secret: int = field(repr=False)
    token_secret: int = field(repr=False)
    receipt_secret: bytes = field(repr=False)

    @classmethod
    def from_bytes(cls, content: bytes) -> "ServerKeys":
        """Return the keys of 96 bytes. Raises `ValueError`."""
        share, token, secret = content[:32], content[32:64], content[64:]
        receipt.public_key(secret)  # raises for another length
        return cls(decode_scalar(share), decode_scalar(token), secret)

    def to_bytes(self) -> bytes:
        """Return share, token key and receipt key, 32 bytes each, scalars in little-endian order."""
        return encode_scalar(self.share_secret) + encode_scalar(self.token_secret) + self.receipt_secret


def create(round_id: uuid.UUID) -> ServerKeys:
    """Return the keys of the round, created if there are none; existing keys are never replaced."""
    if not ServerSecret.objects.filter(pk=round_id).exists():
        fresh = ServerKeys(random_scalar(), random_scalar(), receipt.generate_signing_key())
        store(round_id, fresh)
    return load_server_keys(round_id)


def store(round_id: uuid.UUID, keys: ServerKeys) -> None:
    """Seal the keys into the database, unless the round has keys already. Raises `KeysMissing`."""
    ring, in_use = envelope_in_use()
    row = ServerSecret(round_id=round_id)
    sealed = ring.seal(keys.to_bytes(), row.place, key_id=in_use)
    row.key_id, row.data_key, row.body = sealed.key_id, sealed.data_key, sealed.body
    # If another process was first, its keys are used.
    ServerSecret.objects.bulk_create([row], ignore_conflicts=True)


def load_server_keys(round_id: uuid.UUID) -> ServerKeys:
    """Return the keys of the round. Raises `KeysMissing` with the remedy for the administrator."""
    row = ServerSecret.objects.filter(pk=round_id).first()
    if row is None:
        raise KeysMissing(
            _("The database holds no keys of the server for this round. Restore them from backup.")
        )
    ring = envelope_keys()
    require(ring, row.key_id)
    try:
        return ServerKeys.from_bytes(ring.unseal(row.sealed, row.place))
    except (EnvelopeUnreadable, ValueError) as error:
        raise KeysMissing(
            _("The server's keys of this round were changed in the database. Restore them from backup.")
        ) from error
