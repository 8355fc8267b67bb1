"""The content of the manifest: configuration and keys (docs/protocol.md §2)."""

import hashlib
from dataclasses import dataclass
from typing import Any

from verifier.encoding import (
    Wrong,
    canonical,
    code_of,
    number,
    read_json,
    require,
    require_keys,
    u16,
    u32,
    unhex,
)
from verifier.forms import FORMS, TN1, TN2, Form

MOST_MEMBERS, MOST_LINES = 9, 200


@dataclass(frozen=True, slots=True)
class Election:
    """The manifest in the shapes the checks use; keys are 32 bytes, members count from 1."""

    form: Form
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
    lots: bytes  # empty in tn1
    share_keys: dict[int, bytes]
    signing_keys: dict[int, bytes]
    token_key: bytes
    receipt_key: bytes

    @property
    def code(self) -> str:
        """The election code, by which people recognise the box (docs/protocol.md §2.1)."""
        return code_of(self.id, 16)

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
    form = FORMS.get(manifest["version"])
    if form is None:
        raise Wrong(f"not a manifest of {' or '.join(FORMS)}")
    require_keys(manifest, *form.manifest)
    config, keys = manifest["config"], manifest["keys"]
    require(config["version"] == form.version, "configuration and manifest are of different versions")
    require_keys(keys, "box", "members", "server", "transcript")
    members, threshold, lines = keys["members"], number(config["threshold"]), len(config["lines"])
    indexes = list(range(1, len(members) + 1))
    require(_numbers(members, "index") == indexes, "the members are not numbered 1, 2, …")
    require(_numbers(config["committee"], "index") == indexes, "keys and counting team differ")
    require(1 <= threshold <= len(members) <= MOST_MEMBERS, "1 ≤ threshold ≤ members ≤ 9 does not hold")
    require(1 <= lines <= MOST_LINES, "a ballot has 1 to 200 lines")
    _require_configuration(config, form)
    return Election(
        form=form,
        id=_hash(form, "manifest", data),
        config=config,
        config_hash=_hash(form, "config", canonical(config)),
        attempt=number(manifest["attempt"]),
        members=len(members),
        threshold=threshold,
        lines=lines,
        box=unhex(keys["box"], 32),
        server=unhex(keys["server"], 32),
        transcript=unhex(keys["transcript"], 32),
        lots=unhex(manifest["lots"], 32) if form is TN2 else b"",
        share_keys={member["index"]: unhex(member["share"], 32) for member in members},
        signing_keys={member["index"]: unhex(member["signing"], 32) for member in members},
        token_key=_token_key(manifest, form),
        receipt_key=unhex(manifest["receipt_key"], 32),
    )


def _hash(form: Form, label: str, data: bytes) -> bytes:
    """Not framed, unlike all other hashes (docs/protocol.md §2.1)."""
    return hashlib.sha256(f"{form.version}/{label}".encode() + data).digest()


def _numbers(items: list[dict[str, Any]], name: str) -> list[int]:
    """The member `name` of each item; raises unless all are whole numbers."""
    return [number(item[name]) for item in items]


def _require_configuration(config: dict[str, Any], form: Form) -> None:
    """Numbers are numbers; tn2 also binds the papers of each line and the roll, which are not in the bundle."""
    positions = [line["position"] for line in config["lines"]]
    for value in (*positions, config["roll_size"], config["min_ballots"]):
        number(value)
    if form is TN2:
        for digest in (config["roll"], *(line["papers"] for line in config["lines"])):
            unhex(digest, 32)


def _token_key(manifest: dict[str, Any], form: Form) -> bytes:
    """The token key; a list of exactly one since tn2."""
    keys = [manifest["token_key"]] if form is TN1 else manifest["token_keys"]
    require(isinstance(keys, list) and len(keys) == 1, "not exactly one token key")
    return unhex(keys[0], 32)
