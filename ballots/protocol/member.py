"""Keys and shares of the members and of the server in the key ceremony (docs/protocol.md §7).

Everything a member needs is derived from one 32-byte seed, so a reopened page can continue. Messages and their checks: ``messages.py``, ``transcript.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ballots.protocol import group, signing
from ballots.protocol.group import (
    SCALAR_BYTES,
    BadEncoding,
    L,
    base_mul,
    decode_point,
    decode_scalar,
    encode_scalar,
    mul,
)
from ballots.protocol.hashing import H, hash_to_scalar, hkdf, hkdf_scalars, u16, u32

Server = Mapping[str, Any]
MAX_MEMBERS = 9
TOKEN_KEYS = 1
SHARE_BOX_BYTES = SCALAR_BYTES + 16
LOT_BYTES = 32
SERVER_FIELDS = {"key", "proof", "receipt", "tokens"}


class CeremonyError(ValueError):
    """A message is not acceptable; ``code`` is stable, ``member`` is its author (0 = server)."""

    def __init__(self, code: str, member: int | None = None) -> None:
        super().__init__(f"{code} member={member}")
        self.code = code
        self.member = member


@dataclass(frozen=True, slots=True)
class Context:
    """The values that fix an attempt: 32-byte config hash, attempt from 1, n members, threshold t."""

    config_hash: bytes
    attempt: int
    n: int
    t: int

    def __post_init__(self) -> None:
        if len(self.config_hash) != 32 or self.attempt < 1:
            raise ValueError("config hash of 32 bytes, attempt from 1")
        if not 1 <= self.t <= self.n <= MAX_MEMBERS:
            raise ValueError("1 ≤ t ≤ n ≤ 9")

    @property
    def fields(self) -> tuple[bytes, bytes, bytes]:
        """(config hash, attempt, n and t): part of every hash of the ceremony."""
        return self.config_hash, u32(self.attempt), u16(self.n) + u16(self.t)


@dataclass(frozen=True, slots=True)
class ServerShare:
    """The server's part of the box key with its proof (R ‖ z, 64 bytes), and its other public keys."""

    secret: int = field(repr=False)
    public: bytes
    proof: bytes
    receipt_key: bytes
    token_keys: tuple[bytes, ...]

    def to_json(self) -> Server:
        """Return what is published before the first message, in hex."""
        return {
            "key": self.public.hex(),
            "proof": self.proof.hex(),
            "receipt": self.receipt_key.hex(),
            "tokens": [key.hex() for key in self.token_keys],
        }


@dataclass(frozen=True, slots=True)
class MemberKeys:
    """Everything that a member derives from the seed for one attempt; ``index`` from 1."""

    index: int
    signing_secret: bytes
    signing_public: bytes
    encryption_secret: int
    encryption_public: bytes
    coefficients: tuple[int, ...]
    commitments: tuple[bytes, ...]
    nonce: int
    lot: bytes


def derive_member_keys(seed: bytes, context: Context, index: int) -> MemberKeys:
    """The member's keys and polynomial of degree t−1; the same for the same seed and attempt."""
    if len(seed) != 32 or not 1 <= index <= context.n:
        raise ValueError("a seed of 32 bytes and an index of 1 … n")
    bound = b"".join((*context.fields, u16(index)))
    signing_secret = hkdf(seed, b"member-signing" + bound, signing.SECRET_BYTES)
    (encryption,) = hkdf_scalars(seed, b"member-encryption" + bound, 1)
    *coefficients, nonce = hkdf_scalars(seed, b"member-polynomial" + bound, context.t + 1)
    return MemberKeys(
        index,
        signing_secret,
        signing.public_key(signing_secret),
        encryption,
        base_mul(encryption),
        tuple(coefficients),
        tuple(base_mul(c) for c in coefficients),
        nonce,
        hkdf(seed, b"member-lot" + bound, LOT_BYTES),
    )


def make_server_share(
    config_hash: bytes, *, receipt_key: bytes, token_key: bytes, secret: int | None = None
) -> ServerShare:
    """The server's keys with their proof of knowledge; ``secret`` to make the same share again."""
    share = group.random_scalar() if secret is None else secret
    proof = prove_knowledge("server-possession", share, group.random_scalar(), config_hash)
    return ServerShare(share, base_mul(share), proof, receipt_key, (token_key,))


def verify_server_share(config_hash: bytes, server: Server) -> bytes:
    """Y_s (32 bytes); raises ``CeremonyError("server_share", 0)``, also for its other keys."""
    try:
        key, _receipt, *tokens = _public_keys(server)
        proof = lower_hex(server["proof"], 64)
        for point in (key, *tokens):
            decode_point(point, allow_identity=False)
    except (KeyError, TypeError, ValueError) as error:
        raise CeremonyError("server_share", 0) from error
    if set(server) != SERVER_FIELDS or len(tokens) != TOKEN_KEYS:
        raise CeremonyError("server_share", 0)
    if not knows_secret("server-possession", key, proof, config_hash):
        raise CeremonyError("server_share", 0)
    return key


def _public_keys(server: Server) -> list[bytes]:
    """Y_s, receipt key, token keys."""
    return [lower_hex(value, 32) for value in (server["key"], server["receipt"], *server["tokens"])]


def server_hash(config_hash: bytes, server: Server) -> bytes:
    """The hash of the server's keys that each *commit* names, so that none is chosen afterwards."""
    return H("server-keys", config_hash, *_public_keys(server))


def lower_hex(value: str, length: int) -> bytes:
    """The bytes behind lower-case hex; raises ``ValueError`` for another length or spelling."""
    data = bytes.fromhex(value)
    if len(data) != length or data.hex() != value:
        raise ValueError("lower-case hex of another length expected")
    return data


def lot_hash(context: Context, index: int, lot: bytes) -> bytes:
    """The hash in *commit* that *accept* opens."""
    return H("ceremony-lot", *context.fields, u16(index), lot)


def prove_knowledge(label: str, secret: int, nonce: int, *statement: bytes) -> bytes:
    """Schnorr proof R ‖ z that the prover knows the secret of ``secret·G``, over the statement."""
    key, R = base_mul(secret), base_mul(nonce)
    c = hash_to_scalar(label, *statement, key, R)
    return R + encode_scalar(nonce + c * secret)


def knows_secret(label: str, key: bytes, proof: bytes, *statement: bytes) -> bool:
    """Whether the proof of :func:`prove_knowledge` holds."""
    try:
        R, z = decode_point(proof[:32]), decode_scalar(proof[32:])
    except BadEncoding:
        return False
    return base_mul(z) == group.add(R, mul(hash_to_scalar(label, *statement, key, R), key))


def public_values(
    context: Context, index: int, keys: tuple[bytes, bytes], commitments: Sequence[bytes]
) -> tuple[bytes, ...]:
    """The values that the hash of *commit* and the proof of *reveal* cover; keys = signing, encryption."""
    return (*context.fields, u16(index), *keys, *commitments)


def commit_hash(
    context: Context, index: int, keys: tuple[bytes, bytes], commitments: Sequence[bytes]
) -> bytes:
    """The 32 bytes a member posts before anybody reveals."""
    return H("ceremony-commit", *public_values(context, index, keys, commitments))


def evaluate(coefficients: Sequence[int], x: int) -> int:
    """The polynomial at ``x``, mod L."""
    value = 0
    for coefficient in reversed(coefficients):
        value = (value * x + coefficient) % L
    return value


def evaluate_commitments(commitments: Sequence[bytes], x: int) -> bytes:
    """``f(x)·G`` from the commitments to the coefficients."""
    value = group.IDENTITY
    for commitment in reversed(commitments):
        value = group.add(mul(x, value), commitment)
    return value


def share_key(commitments: Sequence[Sequence[bytes]], index: int) -> bytes:
    """X_j = x_j·G of member ``index``, from every member's commitments."""
    return group.sum_points(evaluate_commitments(c, index) for c in commitments)


def _box_key(context: Context, shared: bytes, sender: int, receiver: int) -> bytes:
    info = b"".join((b"share-box", *context.fields, u16(sender), u16(receiver)))
    return hkdf(shared, info, 32)


def seal_share(keys: MemberKeys, context: Context, receiver: int, receiver_key: bytes) -> bytes:
    """f(receiver), encrypted for the receiver: 32 bytes and a tag, ChaCha20-Poly1305, one-time key."""
    shared = mul(keys.encryption_secret, receiver_key)
    key = _box_key(context, shared, keys.index, receiver)
    share = encode_scalar(evaluate(keys.coefficients, receiver))
    return ChaCha20Poly1305(key).encrypt(bytes(12), share, None)


def open_share(context: Context, shared: bytes, sender: int, receiver: int, box: bytes) -> int:
    """Decrypt a share; raises ``CeremonyError("share_wrong", sender)``."""
    try:
        key = _box_key(context, shared, sender, receiver)
        return decode_scalar(ChaCha20Poly1305(key).decrypt(bytes(12), box, None))
    except (InvalidTag, BadEncoding) as error:
        raise CeremonyError("share_wrong", sender) from error


def checked_share(
    context: Context,
    shared: bytes,
    sender: int,
    receiver: int,
    box: bytes,
    commitments: Sequence[bytes],
) -> int:
    """Return the share if it agrees with the sender's commitments; else "share_wrong" names the sender."""
    share = open_share(context, shared, sender, receiver, box)
    if base_mul(share) != evaluate_commitments(commitments, receiver):
        raise CeremonyError("share_wrong", sender)
    return share
