"""One attempt of the key ceremony; `selectors.ceremony_of` reads it from its rows."""

from dataclasses import dataclass
from functools import cached_property

from ballots.models import BoxKey, CeremonyMessage
from ballots.protocol.ceremony import Context, Message, build_manifest
from ballots.protocol.identity import config_hash, election_code, election_id
from rounds.models import CommitteeMember, Round
from rounds.team import threshold_of

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
    def manifest(self) -> bytes:
        """The bytes that every member confirms. Call it only once every member has accepted.

        Read from the round once its box is locked, because the team's page asks every two seconds.
        """
        if self.round.manifest:
            return bytes(self.round.manifest)
        return build_manifest(
            config=bytes(self.round.config or b""),
            context=self.context,
            server=self.keys.server_public,
            board=self.messages,
        )

    @property
    def election(self) -> bytes:
        """The election id that every member confirms; empty before every member has accepted."""
        return election_id(self.manifest) if self.complete(Step.ACCEPT) else b""

    @property
    def code(self) -> str:
        """The election code that the head reads aloud; "" before it is known."""
        return election_code(self.election) if self.election else ""
