"""The final manifest: the frozen configuration and the keys of the box, as exact bytes.

    {"version": "tn1", "attempt": 1, "config": {…the frozen configuration…},
     "keys": {"box", "server", "transcript": hex, "members": [{"index", "share", "signing"}]},
     "token_key": hex, "receipt_key": hex}

A pure function of configuration, messages and server keys: it need not be stored before all members
have confirmed, and every member's device can build the same bytes.
"""

import json
from dataclasses import dataclass
from typing import Any

from ballots.protocol.ceremony import ElectionKeySet
from common.canonical import canonical_json


def build(*, config: bytes, attempt: int, keys: ElectionKeySet, token_key: str, receipt_key: str) -> bytes:
    """Return the bytes that are hashed and stored; `token_key` and `receipt_key` are hex."""
    return canonical_json(
        {
            "version": "tn1",
            "attempt": attempt,
            "config": json.loads(config),
            "keys": keys.to_json(),
            "token_key": token_key,
            "receipt_key": receipt_key,
        }
    )


@dataclass(frozen=True, slots=True)
class ManifestKeys:
    """The public keys of a locked box, 32 bytes each; members by index from 1."""

    box: bytes
    server: bytes
    token: bytes
    receipt: bytes
    signing: dict[int, bytes]
    share: dict[int, bytes]
    threshold: int
    n_lines: int


def keys_of(manifest: bytes) -> ManifestKeys:
    """Return the keys in a manifest that `build` wrote."""
    content: dict[str, Any] = json.loads(manifest)
    keys, config = content["keys"], content["config"]
    members = keys["members"]
    return ManifestKeys(
        box=bytes.fromhex(keys["box"]),
        server=bytes.fromhex(keys["server"]),
        token=bytes.fromhex(content["token_key"]),
        receipt=bytes.fromhex(content["receipt_key"]),
        signing={m["index"]: bytes.fromhex(m["signing"]) for m in members},
        share={m["index"]: bytes.fromhex(m["share"]) for m in members},
        threshold=config["threshold"],
        n_lines=len(config["lines"]),
    )
