"""docs/protocol.md is sufficient for the ceremony, tokens and signatures: a second implementation from it alone.

The known answers hold all inputs; nothing here comes from ballots.protocol.
"""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pysodium
import pytest

from tests.ballots.protocol.test_document import L, framed, hash_scalar, number, plus, scalar, times

HERE = Path(__file__).parent
KNOWN: Any = json.loads((HERE / "known_ceremony.json").read_text())
TOKEN: Any = json.loads((HERE / "known_tokens.json").read_text())
SIGNATURES: Any = json.loads((HERE / "known_signatures.json").read_text())
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SUITE = b"OPRFV1-\x01-ristretto255-SHA512"


def u16(value: int) -> bytes:
    return value.to_bytes(2, "big")


def hkdf(seed: bytes, info: bytes, length: int) -> bytes:
    key = hmac.digest(b"", seed, "sha512")
    stream = block = b""
    for i in range(1, -(-length // 64) + 1):
        block = hmac.digest(key, block + b"tn2/" + info + bytes([i]), "sha512")
        stream += block
    return stream[:length]


def scalars(seed: bytes, info: bytes, count: int) -> list[int]:
    stream = hkdf(seed, info, 64 * count)
    return [number(stream[i : i + 64]) % L for i in range(0, 64 * count, 64)]


def hash_of(label: str, *fields: bytes) -> bytes:
    return hashlib.sha256(framed(label.encode(), *fields)).digest()


def sign(secret: bytes, label: str, *fields: bytes) -> str:
    key = pysodium.crypto_sign_seed_keypair(secret)[1]
    return bytes(pysodium.crypto_sign_detached(framed(label.encode(), *fields), key)).hex()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def b32(data: bytes, letters: int) -> str:
    bits = "".join(f"{byte:08b}" for byte in data).ljust(5 * letters, "0")
    return "".join(ALPHABET[int(bits[5 * i : 5 * i + 5], 2)] for i in range(letters))


def proof(label: str, secret: int, nonce: int, *statement: bytes) -> str:
    R = times(nonce)
    c = hash_scalar(label.encode(), *statement, times(secret), R)
    return (R + scalar(nonce + c * secret)).hex()


class Ceremony:
    """docs/protocol.md §7 from the seeds and the server's secrets, as all programs of the team would act together."""

    def __init__(self) -> None:
        config = json.loads(KNOWN["config"])
        self.config = hashlib.sha256(b"tn2/config" + KNOWN["config"].encode()).digest()
        self.n, self.t = len(config["committee"]), config["threshold"]
        attempt = KNOWN["attempt"].to_bytes(4, "big")
        self.ctx = (self.config, attempt, u16(self.n) + u16(self.t))
        self.server = self.server_keys()
        self.members = [Member(self, j) for j in range(1, self.n + 1)]
        self.board: dict[str, dict[str, Any]] = {}

    def server_keys(self) -> dict[str, Any]:
        """docs/protocol.md §7.1."""
        secret = {name: bytes.fromhex(value) for name, value in KNOWN["server_secrets"].items()}
        y, nonce = number(secret["share"]), number(secret["nonce"])
        return {
            "key": times(y).hex(),
            "proof": proof("server-possession", y, nonce, self.config),
            "receipt": pysodium.crypto_sign_seed_keypair(secret["receipt"])[0].hex(),
            "tokens": [times(number(secret["token"])).hex()],
        }

    def server_hash(self) -> bytes:
        keys = (self.server["key"], self.server["receipt"], *self.server["tokens"])
        return hash_of("server-keys", self.config, *map(bytes.fromhex, keys))

    def transcript(self) -> bytes:
        """docs/protocol.md §7.6: 1 + 3n fields after CTX."""
        kinds = ("commit", "reveal", "shares")
        sent = [self.board[kind][str(m.j)] for kind in kinds for m in self.members]
        return hash_of("ceremony-transcript", *self.ctx, canonical(self.server), *map(canonical, sent))

    def lots(self) -> bytes:
        return hash_of("ceremony-lots", *self.ctx, *(m.lot for m in self.members))

    def manifest(self) -> bytes:
        """docs/protocol.md §§2.2 and 7.7."""
        Y = bytes.fromhex(self.server["key"])
        for member in self.members:
            Y = plus(Y, member.C[0])
        keys = {
            "box": Y.hex(),
            "members": [
                {"index": m.j, "share": times(m.share()).hex(), "signing": m.signing.hex()}
                for m in self.members
            ],
            "server": self.server["key"],
            "transcript": self.transcript().hex(),
        }
        return canonical(
            {
                "attempt": KNOWN["attempt"],
                "config": json.loads(KNOWN["config"]),
                "keys": keys,
                "lots": self.lots().hex(),
                "receipt_key": self.server["receipt"],
                "token_keys": self.server["tokens"],
                "version": "tn2",
            }
        )

    def election(self) -> bytes:
        return hashlib.sha256(b"tn2/manifest" + self.manifest()).digest()

    def run(self) -> None:
        for kind in ("commit", "reveal", "shares", "accept", "confirm"):
            self.board[kind] = {str(m.j): m.message(kind, getattr(m, kind)()) for m in self.members}


class Member:
    """docs/protocol.md §§7.2 and 7.3 for one member."""

    def __init__(self, team: Ceremony, j: int) -> None:
        self.team, self.j = team, j
        seed, bound = bytes.fromhex(KNOWN["seeds"][str(j)]), b"".join((*team.ctx, u16(j)))
        self.secret = hkdf(seed, b"member-signing" + bound, 32)
        self.signing: bytes = pysodium.crypto_sign_seed_keypair(self.secret)[0]
        (self.e,) = scalars(seed, b"member-encryption" + bound, 1)
        *self.a, self.nonce = scalars(seed, b"member-polynomial" + bound, team.t + 1)
        self.lot = hkdf(seed, b"member-lot" + bound, 32)
        self.E, self.C = times(self.e), [times(a) for a in self.a]
        self.shown = (*team.ctx, u16(j), self.signing, self.E, *self.C)

    def f(self, x: int) -> int:
        return number(scalar(sum(a * x**k for k, a in enumerate(self.a))))

    def share(self) -> int:
        """x_j."""
        return number(scalar(sum(m.f(self.j) for m in self.team.members)))

    def message(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        said = {
            "attempt": KNOWN["attempt"],
            "body": body,
            "config": self.team.config.hex(),
            "key": self.signing.hex(),
            "member": self.j,
            "type": kind,
        }
        return {**said, "sig": sign(self.secret, "ceremony-message", canonical(said))}

    def commit(self) -> dict[str, Any]:
        lot = hash_of("ceremony-lot", *self.team.ctx, u16(self.j), self.lot)
        commit = hash_of("ceremony-commit", *self.shown)
        return {"hash": commit.hex(), "lot": lot.hex(), "server": self.team.server_hash().hex()}

    def reveal(self) -> dict[str, Any]:
        made = proof("member-possession", self.a[0], self.nonce, *self.shown)
        return {"coefficients": [C.hex() for C in self.C], "encryption": self.E.hex(), "proof": made}

    def shares(self) -> dict[str, Any]:
        return {"boxes": {str(m.j): self.box(m).hex() for m in self.team.members if m is not self}}

    def box(self, to: "Member") -> bytes:
        """docs/protocol.md §7.4."""
        info = b"share-box" + b"".join((*self.team.ctx, u16(self.j), u16(to.j)))
        key = hkdf(times(self.e, to.E), info, 32)
        plain = scalar(self.f(to.j))
        return bytes(pysodium.crypto_aead_chacha20poly1305_ietf_encrypt(plain, None, bytes(12), key))

    def accept(self) -> dict[str, Any]:
        return {"lot": self.lot.hex(), "transcript": self.team.transcript().hex()}

    def confirm(self) -> dict[str, Any]:
        return {"election": self.team.election().hex(), "transcript": self.team.transcript().hex()}


@pytest.fixture(scope="module")
def ceremony() -> Ceremony:
    made = Ceremony()
    made.run()
    return made


def test_keys_of_the_server(ceremony: Ceremony) -> None:
    assert ceremony.config.hex() == KNOWN["config_hash"]
    assert ceremony.server == KNOWN["server"]
    assert ceremony.server_hash().hex() == KNOWN["server_hash"]


@pytest.mark.parametrize("kind", ["commit", "reveal", "shares", "accept", "confirm"])
def test_messages_of_each_kind(ceremony: Ceremony, kind: str) -> None:
    assert ceremony.board[kind] == KNOWN["messages"][kind]


def test_manifest_and_code(ceremony: Ceremony) -> None:
    assert ceremony.manifest().decode() == KNOWN["manifest"]
    assert ceremony.transcript().hex() == KNOWN["transcript"]
    assert ceremony.lots().hex() == KNOWN["lots"]
    assert ceremony.election().hex() == KNOWN["election_id"]
    letters = b32(ceremony.election(), 52)
    assert letters == KNOWN["election_letters"]
    assert "-".join(letters[i : i + 4] for i in range(0, 16, 4)) == KNOWN["election_code"]


def test_secret_shares(ceremony: Ceremony) -> None:
    assert {str(m.j): scalar(m.share()).hex() for m in ceremony.members} == KNOWN["secret_shares"]


def expand(message: bytes, tag: bytes) -> bytes:
    """RFC 9380 §5.3.1 for 64 bytes."""
    tag += bytes([len(tag)])
    first = hashlib.sha512(bytes(128) + message + u16(64) + b"\0" + tag).digest()
    return hashlib.sha512(first + b"\1" + tag).digest()


def prefixed(*fields: bytes) -> bytes:
    return b"".join(u16(len(f)) + f for f in fields)


def to_scalar(message: bytes) -> int:
    return number(expand(message, b"HashToScalar-" + SUITE)) % L


def test_tokens() -> None:
    """docs/protocol.md §4.1 names the suite of RFC 9497, whose text gives the rest."""
    raw = {name: bytes.fromhex(value) for name, value in TOKEN.items()}
    k, r, nonce = (number(raw[name]) for name in ("token_secret", "blinding", "nonce"))
    point = pysodium.crypto_core_ristretto255_from_hash(expand(raw["credential"], b"HashToGroup-" + SUITE))
    key, blinded, evaluated = times(k), times(r, point), times(k, times(r, point))
    assert (key, blinded, evaluated) == (raw["token_key"], raw["blinded"], raw["evaluated"])
    seed = hashlib.sha512(prefixed(key, b"Seed-" + SUITE)).digest()
    weight = to_scalar(prefixed(seed) + u16(0) + prefixed(blinded, evaluated) + b"Composite")
    M, Z = times(weight, blinded), times(weight, evaluated)
    c = to_scalar(prefixed(key, M, Z, times(nonce), times(nonce, M)) + b"Challenge")
    assert scalar(c) + scalar(nonce - c * k) == raw["proof"]
    token = hashlib.sha512(prefixed(raw["credential"], times(k, point)) + b"Finalize").digest()
    assert token == raw["token"]


@pytest.mark.parametrize("case", SIGNATURES["made"], ids=lambda case: case["label"])
def test_signatures(case: Any) -> None:
    fields = map(bytes.fromhex, case["fields"])
    assert sign(bytes.fromhex(SIGNATURES["secret"]), case["label"], *fields) == case["signature"]


def test_messages_are_signed_over_themselves() -> None:
    for messages in KNOWN["messages"].values():
        for message in messages.values():
            rest = {name: value for name, value in message.items() if name != "sig"}
            signed = framed(b"ceremony-message", canonical(rest))
            key, made = bytes.fromhex(message["key"]), bytes.fromhex(message["sig"])
            pysodium.crypto_sign_verify_detached(made, signed, key)
