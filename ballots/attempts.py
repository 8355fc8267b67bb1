"""One attempt of the key ceremony; `selectors.ceremony_of` reads it from its rows."""

from dataclasses import dataclass
from functools import cached_property

from ballots import manifest
from ballots.models import BoxKey, CeremonyMessage
from ballots.protocol.ceremony import Context, ElectionKeySet, Message, ceremony_code, combine_keys
from ballots.protocol.identity import config_hash
from rounds.models import CommitteeMember, Round
from rounds.preflight import threshold_of

Step = CeremonyMessage.Step


@dataclass(frozen=True)
class CeremonyAttempt:
    """One attempt of the key ceremony of a frozen round."""

    round: Round
    keys: BoxKey
    members: list[CommitteeMember]
    messages: dict[str, dict[int, Message]]

    @property
    def context(self) -> Context:
        """The values to which every message of this attempt is bound."""
        n = len(self.members)
        digest = config_hash(bytes(self.round.config or b""))
        return Context(digest, self.keys.attempt, n, threshold_of(self.round, n))

    def complete(self, step: str) -> bool:
        """Return whether every member has taken the step."""
        return len(self.messages[step]) == len(self.members)

    @cached_property
    def keyset(self) -> ElectionKeySet:
        """The keys of the box. Call it only once every member has accepted."""
        return combine_keys(self.context, self.keys.server_public, self.messages)

    @cached_property
    def manifest(self) -> bytes:
        """The bytes that every member confirms. Call it only once every member has accepted."""
        return manifest.build(
            config=bytes(self.round.config or b""),
            attempt=self.keys.attempt,
            keys=self.keyset,
            token_key=self.keys.token_public,
            receipt_key=self.keys.receipt_public,
        )

    @property
    def code(self) -> str:
        """The code that the head reads aloud; "" before it is known."""
        return ceremony_code(self.keyset.transcript_hash) if self.complete(Step.ACCEPT) else ""
