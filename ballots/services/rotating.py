"""Seal the data keys of all boxes under another envelope key."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from ballots import shared_keys
from ballots.envelope import EnvelopeKeys
from ballots.keys import KeysMissing
from ballots.models import ServerSecret, SharedKey


@dataclass(frozen=True, slots=True)
class Rotated:
    """The envelope key that seals from now on, and the numbers of rounds sealed again and left alone."""

    key_id: str
    rewrapped: int
    left: int


@transaction.atomic
def rotate(*, leave_unreadable: bool = False) -> Rotated:
    """Seal with the newest key of this host's file from now on; bodies stay, all data keys change or none.

    Can be repeated. Raises `KeysMissing` if a row needs a key that this host lacks, unless such rows
    are to be left as they are because their key is lost.
    """
    ring = shared_keys.envelope_keys()
    shared_keys.replace(SharedKey.Name.ENVELOPE, ring.newest)
    rows = ServerSecret.objects.select_for_update().exclude(key_id=ring.newest)
    readable = [row for row in rows if _is_readable(ring, row, leave_unreadable=leave_unreadable)]
    for row in readable:
        sealed = ring.rewrap(row.sealed, row.place, key_id=ring.newest)
        ServerSecret.objects.filter(pk=row.pk).update(key_id=sealed.key_id, data_key=sealed.data_key)
    return Rotated(ring.newest, len(readable), len(rows) - len(readable))


def _is_readable(ring: EnvelopeKeys, row: ServerSecret, *, leave_unreadable: bool) -> bool:
    try:
        shared_keys.require(ring, row.key_id)
    except KeysMissing:
        if leave_unreadable:
            return False
        raise
    return True


def unused(ring: EnvelopeKeys) -> list[str]:
    """Return the keys of a file that seal nothing any more."""
    needed = {shared_keys.recorded(SharedKey.Name.ENVELOPE), *sealing()}
    return [name for name in ring.keys if name not in needed]


def sealing() -> dict[str, int]:
    """Return the number of boxes under each envelope key."""
    return dict(ServerSecret.objects.values_list("key_id").annotate(Count("pk")))
