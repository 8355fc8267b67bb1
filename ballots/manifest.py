"""Reading of the manifest: the frozen configuration and the keys of the box, as exact bytes.

`ballots.protocol.election.build_manifest` makes it; docs/protocol.md §2.2 shows it.
"""

import json
from dataclasses import dataclass
from typing import Any

from ballots.protocol.identity import election_code


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
    """Return the keys in a manifest, of `tn1` too: certified rounds of earlier releases stay readable."""
    content: dict[str, Any] = json.loads(manifest)
    keys, config = content["keys"], content["config"]
    members = keys["members"]
    return ManifestKeys(
        box=bytes.fromhex(keys["box"]),
        server=bytes.fromhex(keys["server"]),
        token=bytes.fromhex(content["token_key"] if "token_key" in content else content["token_keys"][0]),
        receipt=bytes.fromhex(content["receipt_key"]),
        signing={m["index"]: bytes.fromhex(m["signing"]) for m in members},
        share={m["index"]: bytes.fromhex(m["share"]) for m in members},
        threshold=config["threshold"],
        n_lines=len(config["lines"]),
    )


def code_of(election: str | None) -> str:
    """Return the election code of an election id in hex; "" before the box is locked."""
    return election_code(bytes.fromhex(election)) if election else ""
