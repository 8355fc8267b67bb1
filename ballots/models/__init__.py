"""The box and what belongs to its keys."""

from ballots.models.boxes import (
    BoxKey,
    CeremonyMessage,
    EncryptedTally,
    HeadRequest,
    HeadStatement,
    IssuedCheck,
    PartialDecryption,
    SumBatch,
)
from ballots.models.server_secrets import ServerSecret, SharedKey
from ballots.models.shelved import CastBallot, IssuedBallot, ProofCheck

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
