"""docs/protocol.md is sufficient: a second implementation from the document alone.

Only the expected results come from ballots.protocol.
"""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pysodium
import pytest

from ballots.protocol import decryption, receipt
from ballots.protocol.ballot import LevelIndex
from tests.ballots.protocol.box import SealedBox, fixed

L = 2**252 + 27742317777372353535851937790883648493
Known = tuple[bytes, bytes, bytes]
KNOWN = json.loads((Path(__file__).parent / "known_ballots.json").read_text())


def number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def scalar(value: int) -> bytes:
    return (value % L).to_bytes(32, "little")


def times(value: int, point: bytes | None = None) -> bytes:
    if point is None:
        return bytes(pysodium.crypto_scalarmult_ristretto255_base(scalar(value)))
    return bytes(pysodium.crypto_scalarmult_ristretto255(scalar(value), point))


plus, minus = pysodium.crypto_core_ristretto255_add, pysodium.crypto_core_ristretto255_sub
G = times(1)


def framed(label: bytes, *fields: bytes) -> bytes:
    return b"tn2/" + label + b"".join(len(f).to_bytes(4, "big") + f for f in fields)


def hash_scalar(label: bytes, *fields: bytes) -> int:
    return number(hashlib.sha512(framed(label, *fields)).digest()) % L


def hkdf_scalars(seed: bytes, info: bytes, count: int, salt: bytes) -> list[int]:
    key = hmac.digest(salt, seed, "sha512")
    stream = block = b""
    for i in range(1, count + 1):
        block = hmac.digest(key, block + b"tn2/" + info + bytes([i]), "sha512")
        stream += block
    return [number(stream[i : i + 64]) % L for i in range(0, 64 * count, 64)]


def build(
    seed: bytes, marks: list[int | None], election_id: bytes, Y: bytes, secret: bytes
) -> tuple[bytes, bytes]:
    credential, signing_key = pysodium.crypto_sign_seed_keypair(secret)
    header = b"tn2b" + election_id + credential + len(marks).to_bytes(2, "big") + b"\x03\x00"
    context = hashlib.sha256(election_id + Y + credential).digest()
    body = header
    for i, mark in enumerate(marks):
        body += build_line(seed, i, 3 if mark is None else mark, (context, header, Y))
    signature = pysodium.crypto_sign_detached(framed(b"ballot-signature", body), signing_key)
    return body, hashlib.sha256(framed(b"ballot", body, signature)).digest()


def build_line(seed: bytes, i: int, k: int, known: Known) -> bytes:
    context, _, Y = known
    s = hkdf_scalars(seed, b"ballot-line" + i.to_bytes(2, "big") + bytes([k]), 15, context)
    claims = [(s[level], int(level == k)) for level in range(3)] + [(sum(s[:3]) % L, int(k != 3))]
    pairs = b""
    for r, m in claims[:3]:
        pairs += times(r) + (plus(times(r, Y), G) if m else times(r, Y))
    line = pairs
    for p, (r, m) in enumerate(claims):
        w, c_other, z_other = s[3 + 3 * p : 6 + 3 * p]
        true = times(w) + times(w, Y)
        u = z_other - c_other * r
        other = times(u) + (minus if m else plus)(times(u, Y), times(c_other))
        commitments = other + true if m else true + other
        position = i.to_bytes(2, "big") + bytes([p])
        c_true = hash_scalar(b"ballot-proof", *known, position, pairs, commitments) - c_other
        z_true = w + c_true * r
        answers = (c_other, z_other, z_true) if m else (c_true, z_true, z_other)
        line += commitments + b"".join(scalar(a) for a in answers)
    return line


@pytest.mark.parametrize("case", KNOWN[:2], ids=["1 line", "10 lines"])
def test_known_ballots_can_be_built_from_the_document_alone(case: Any) -> None:
    names = ("seed", "election_id", "box_key", "credential_secret")
    seed, election_id, Y, secret = (bytes.fromhex(case[name]) for name in names)
    body, name = build(seed, case["choices"], election_id, Y, secret)
    assert hashlib.sha256(body).hexdigest() == case["body_sha256"]
    assert name.hex() == case["ballot_hash"]


def test_share_can_be_checked_from_the_document_alone() -> None:
    box = SealedBox(1)
    box.cast([LevelIndex.HIGH])
    sums = box.sums()
    share, key = box.share(2, sums), box.public.share_keys[2]
    header, raw = share[:72], sums.to_bytes()
    assert raw[:11] == b"tn2s" + (1).to_bytes(4, "big") + (1).to_bytes(2, "big") + b"\x03"
    tally = hashlib.sha256(framed(b"tally", box.election.election_id, raw)).digest()
    assert header == b"tn2p\x00\x02\x00\x03" + box.election.election_id + tally
    for level in range(3):
        A, B = raw[11 + 64 * level :][:32], raw[43 + 64 * level :][:32]
        D, U, V, z = (share[72 + 128 * level + at :][:32] for at in (0, 32, 64, 96))
        c = hash_scalar(b"opening", header, bytes([0, 0, level]), B, key, A, D, U, V)
        assert times(number(z)) == plus(U, times(c, key))
        assert times(number(z), A) == plus(V, times(c, D))
    signed = framed(b"opening-share", share[:-64])
    pysodium.crypto_sign_verify_detached(share[-64:], signed, box.public.signing_keys[2])
    assert box.checked(2, share, sums)
    assert decryption.tally_hash(box.election.election_id, sums) == tally


def test_receipt_can_be_checked_from_the_document_alone() -> None:
    made = receipt.make_receipt(fixed("receipt"), fixed("election"), fixed("ballot"))
    signed = framed(b"receipt", fixed("election"), fixed("ballot"))
    key = receipt.public_key(fixed("receipt"))
    pysodium.crypto_sign_verify_detached(bytes.fromhex(made["signature"]), signed, key)
