"""The constant values of a locked box, read once per process instead of once per ballot."""

import functools
from dataclasses import dataclass, field
from uuid import UUID

from ballots import keys
from ballots.errors import BoxNotOpen, KeysGone
from ballots.events import KEYS_DESTROYED
from ballots.manifest import keys_of
from ballots.protocol import voprf
from ballots.protocol.ballot import Cast, ElectionKeys, InvalidBallot, Reason
from ballots.protocol.group import base_mul
from rounds.entries import is_noted
from rounds.models import Round


@dataclass(frozen=True, slots=True)
class LockedBox:
    """A locked box: the values for checking a ballot, and the server's secrets."""

    round_id: UUID
    election: ElectionKeys
    secrets: keys.ServerKeys = field(repr=False)
    token_keys: voprf.KeyPair = field(repr=False)

    def require_token(self, ballot: Cast) -> None:
        """Raise `InvalidBallot` unless the ballot's token was issued for its credential."""
        if not voprf.verify_token(self.secrets.token_secret, ballot.credential, ballot.token):
            raise InvalidBallot(Reason.TOKEN)


@functools.lru_cache(maxsize=256)
def load_box(round_id: UUID) -> LockedBox:
    """Return the box of a round.

    Raises `BoxNotOpen` before it is locked, `KeysGone` once its keys were destroyed, or `KeysMissing`.
    """
    found = Round.objects.filter(pk=round_id).values_list("election_id", "manifest").first()
    if found is None or not found[0] or not found[1]:
        raise BoxNotOpen
    public = keys_of(bytes(found[1]))
    election = ElectionKeys(bytes.fromhex(found[0]), public.box, public.n_lines)
    secrets = _secrets(round_id)
    token_keys = voprf.KeyPair(secrets.token_secret, base_mul(secrets.token_secret))
    return LockedBox(round_id, election, secrets, token_keys)


def _secrets(round_id: UUID) -> keys.ServerKeys:
    try:
        return keys.load_server_keys(round_id)
    except keys.KeysMissing:
        if is_noted(round_id, KEYS_DESTROYED):
            raise KeysGone from None
        raise
