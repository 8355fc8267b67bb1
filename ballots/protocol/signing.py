"""Ed25519 over labelled fields, verified as strictly as docs/protocol.md §1.2 says."""

import ctypes

import pysodium

from ballots.protocol.hashing import framed

SECRET_BYTES = 32
PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64

_has_prime_order = ctypes.PyDLL(pysodium.sodium._name).crypto_core_ed25519_is_valid_point  # noqa: SLF001
_has_prime_order.argtypes = [ctypes.c_char_p]


def public_key(secret: bytes) -> bytes:
    """The 32-byte public key of a 32-byte secret (the seed of RFC 8032)."""
    public: bytes = pysodium.crypto_sign_seed_keypair(secret)[0]
    return public


def sign(secret: bytes, label: str, *fields: bytes) -> bytes:
    """The 64-byte signature over the framed fields."""
    expanded = pysodium.crypto_sign_seed_keypair(secret)[1]
    signature: bytes = pysodium.crypto_sign_detached(framed(label, fields), expanded)
    return signature


def from_hex(text: str) -> bytes:
    """Return the bytes of a signature, or b"", which never verifies.

    Accepts only the spelling that the bundle prescribes, because the stored text is published unchanged.
    """
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        return b""
    return raw if raw.hex() == text else b""


def verify(public: bytes, signature: bytes, label: str, *fields: bytes) -> bool:
    """Return whether the signature is valid; wrong lengths are invalid.

    Key and R must have prime order: libsodium accepts some signatures under a key of mixed order
    before 1.0.19, and more from then on. The browser and the verifier would not agree with it.
    """
    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    if not (_has_prime_order(public) and _has_prime_order(signature[:32])):
        return False
    try:
        pysodium.crypto_sign_verify_detached(signature, framed(label, fields), public)
    except ValueError:
        return False
    return True
