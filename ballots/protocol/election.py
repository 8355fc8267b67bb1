"""The election that a key ceremony makes: its keys, its manifest, and the check of both (docs/protocol.md §2)."""

import json
from dataclasses import dataclass
from typing import Any

from ballots.protocol import group
from ballots.protocol.hashing import VERSION
from ballots.protocol.identity import config_hash, election_id
from ballots.protocol.member import CeremonyError, Context, Server, share_key, verify_server_share
from ballots.protocol.messages import commitments_of
from ballots.protocol.transcript import Board, check_message, lots_hash, transcript_hash
from common.canonical import canonical_json

KINDS = ("commit", "reveal", "shares", "accept", "confirm")


@dataclass(frozen=True, slots=True)
class ElectionKeySet:
    """The box key Y and, by member index 1 … n, signing key and share verification key."""

    Y: bytes
    server_key: bytes
    signing_keys: dict[int, bytes]
    share_keys: dict[int, bytes]
    transcript_hash: bytes

    def to_json(self) -> dict[str, Any]:
        """The "keys" section of the manifest, in hex."""
        return {
            "box": self.Y.hex(),
            "server": self.server_key.hex(),
            "members": [
                {"index": i, "share": self.share_keys[i].hex(), "signing": key.hex()}
                for i, key in sorted(self.signing_keys.items())
            ],
            "transcript": self.transcript_hash.hex(),
        }


def combine_keys(context: Context, server: Server, board: Board) -> ElectionKeySet:
    """The keys of a complete attempt; raises ``CeremonyError("identity")`` if Y is the identity."""
    server_key = verify_server_share(context.config_hash, server)
    members = range(1, context.n + 1)
    commitments = [commitments_of(board["reveal"][i]) for i in members]
    Y = group.sum_points([server_key, *(c[0] for c in commitments)])
    if group.IDENTITY == Y:
        raise CeremonyError("identity")
    return ElectionKeySet(
        Y,
        server_key,
        {i: bytes.fromhex(board["commit"][i]["key"]) for i in members},
        {i: share_key(commitments, i) for i in members},
        transcript_hash(context, server, board),
    )


def build_manifest(*, config: bytes, context: Context, server: Server, board: Board) -> bytes:
    """Return the manifest as exact bytes, once every member has accepted; all devices build the same.

    ``config`` is the frozen configuration whose hash ``context`` holds.
    """
    return canonical_json(
        {
            "version": VERSION,
            "attempt": context.attempt,
            "config": json.loads(config),
            "keys": combine_keys(context, server, board).to_json(),
            "lots": lots_hash(context, board).hex(),
            "token_keys": server["tokens"],
            "receipt_key": server["receipt"],
        }
    )


def check_election(answer: bytes, *expected: bytes) -> dict[str, Any]:
    """Return the manifest in the answer of ``/box/<round>/manifest`` if everything about it holds.

    Every member has confirmed exactly this manifest, and its hash is each of the ``expected`` election
    ids. Raises ``CeremonyError`` with the codes of docs/protocol.md §§2.3 and 7.8.
    """
    text, manifest, context, server, board = _read(answer)
    election = election_id(text)
    if any(election != known for known in expected):
        raise CeremonyError("election")
    _check_ceremony(context, server, board, election)
    config = canonical_json(manifest["config"])
    if build_manifest(config=config, context=context, server=server, board=board) != text:
        raise CeremonyError("keys")
    return manifest


def _read(answer: bytes) -> tuple[bytes, dict[str, Any], Context, Server, Board]:
    """The manifest as exact bytes and as data, and the ceremony."""
    try:
        told = json.loads(answer)
        ceremony, text = told["ceremony"], told["manifest"].encode()
        manifest = json.loads(text)
        context = _context(manifest, ceremony["attempt"])
        board = {kind: _by_member(ceremony["messages"][kind], context.n) for kind in KINDS}
        return text, manifest, context, ceremony["server"], board
    except CeremonyError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CeremonyError("form") from error


def _context(manifest: dict[str, Any], attempt: int) -> Context:
    if manifest["version"] != VERSION:
        raise CeremonyError("version")
    frozen = manifest["config"]
    indexes = [member["index"] for member in frozen["committee"]]
    numbers = [*indexes, attempt, frozen["threshold"]]
    if frozen["version"] != VERSION or any(type(number) is not int for number in numbers):
        raise ValueError("not a configuration of this version")
    if indexes != list(range(1, len(indexes) + 1)):
        raise ValueError("members are numbered from 1")
    return Context(config_hash(canonical_json(frozen)), attempt, len(indexes), frozen["threshold"])


def _by_member(messages: dict[str, Any], n: int) -> dict[int, Any]:
    if set(messages) != {str(i) for i in range(1, n + 1)}:
        raise ValueError("one message of each member")
    return {i: messages[str(i)] for i in range(1, n + 1)}


def _check_ceremony(context: Context, server: Server, board: Board, election: bytes) -> None:
    verify_server_share(context.config_hash, server)
    trusted: dict[str, dict[int, Any]] = {kind: {} for kind in KINDS}
    for kind in KINDS:
        for index, message in board[kind].items():
            check_message(message, context, board=trusted, server=server, election=election)
            if (message["type"], message["member"]) != (kind, index):
                raise CeremonyError("shape", index)
            trusted[kind][index] = message
