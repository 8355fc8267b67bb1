"""The box and what belongs to its keys."""

from ballots.models.boxes import (
    BoxKey,
    CastBallot,
    CeremonyMessage,
    EncryptedTally,
    HeadRequest,
    HeadStatement,
    IssuedBallot,
    IssuedCheck,
    PartialDecryption,
    ProofCheck,
    SumBatch,
)
from ballots.models.server_secrets import ServerSecret, SharedKey

__all__ = [
    "BoxKey",
    "CastBallot",
    "CeremonyMessage",
    "EncryptedTally",
    "HeadRequest",
    "HeadStatement",
    "IssuedBallot",
    "IssuedCheck",
    "PartialDecryption",
    "ProofCheck",
    "ServerSecret",
    "SharedKey",
    "SumBatch",
]
