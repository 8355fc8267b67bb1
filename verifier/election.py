"""The content of the manifest: configuration and keys (docs/protocol.md §2)."""

import hashlib
from dataclasses import dataclass
from typing import Any

from verifier.encoding import canonical, number, read_json, require, require_keys, u16, u32, unhex

MOST_MEMBERS, MOST_LINES = 9, 200


@dataclass(frozen=True, slots=True)
class Election:
    """The manifest in the shapes the checks use; keys are 32 bytes, members count from 1."""

    id: bytes
    config: dict[str, Any]
    config_hash: bytes
    attempt: int
    members: int
    threshold: int
    lines: int
    box: bytes
    server: bytes
    transcript: bytes
    share_keys: dict[int, bytes]
    signing_keys: dict[int, bytes]
    token_key: bytes
    receipt_key: bytes

    @property
    def bound(self) -> tuple[bytes, bytes, bytes]:
        """`CTX` (docs/protocol.md §7)."""
        return self.config_hash, u32(self.attempt), u16(self.members) + u16(self.threshold)

    @property
    def head(self) -> int | None:
        """The member who heads the counting team."""
        heads = [member["index"] for member in self.config["committee"] if member["role"] == "head"]
        return heads[0] if len(heads) == 1 else None


def read_election(data: bytes) -> Election:
    """Return the content of the manifest; raises if it is not of the prescribed form."""
    manifest = read_json(data, may_hold_booleans=True)
    require_keys(manifest, "attempt", "config", "keys", "receipt_key", "token_key", "version")
    config, keys = manifest["config"], manifest["keys"]
    require(manifest["version"] == "tn1" == config["version"], "not a manifest of tn1")
    require_keys(keys, "box", "members", "server", "transcript")
    members, threshold, lines = keys["members"], number(config["threshold"]), len(config["lines"])
    indexes = list(range(1, len(members) + 1))
    require(_numbers(members, "index") == indexes, "the members are not numbered 1, 2, …")
    require(_numbers(config["committee"], "index") == indexes, "keys and counting team differ")
    _numbers(config["lines"], "position"), _numbers([config], "roll_size"), _numbers([config], "min_ballots")
    require(1 <= threshold <= len(members) <= MOST_MEMBERS, "1 ≤ threshold ≤ members ≤ 9 does not hold")
    require(1 <= lines <= MOST_LINES, "a ballot has 1 to 200 lines")
    return Election(
        id=hashlib.sha256(b"tn1/manifest" + data).digest(),
        config=config,
        config_hash=hashlib.sha256(b"tn1/config" + canonical(config)).digest(),
        attempt=number(manifest["attempt"]),
        members=len(members),
        threshold=threshold,
        lines=lines,
        box=unhex(keys["box"], 32),
        server=unhex(keys["server"], 32),
        transcript=unhex(keys["transcript"], 32),
        share_keys={member["index"]: unhex(member["share"], 32) for member in members},
        signing_keys={member["index"]: unhex(member["signing"], 32) for member in members},
        token_key=unhex(manifest["token_key"], 32),
        receipt_key=unhex(manifest["receipt_key"], 32),
    )


def _numbers(items: list[dict[str, Any]], name: str) -> list[int]:
    """The member `name` of each item; raises unless all are whole numbers."""
    return [number(item[name]) for item in items]
