"""The same arithmetic through libsodium, about ten times as fast."""

import ctypes
import ctypes.util
from collections.abc import Sequence

from verifier.encoding import L, Wrong, write_scalar

IDENTITY = bytes(32)
FUNCTIONS = (
    "crypto_core_ristretto255_is_valid_point",
    "crypto_core_ristretto255_add",
    "crypto_core_ristretto255_sub",
    "crypto_core_ristretto255_from_hash",
    "crypto_scalarmult_ristretto255",
    "crypto_scalarmult_ristretto255_base",
    "crypto_core_ed25519_is_valid_point",
    "crypto_sign_verify_detached",
)
NAMES = ("libsodium.so.26", "libsodium.so.23", "libsodium.dylib", "libsodium.dll")


def load() -> "SodiumGroup | None":
    """Return the group, or None without a usable libsodium."""
    for name in (ctypes.util.find_library("sodium"), *NAMES):
        try:
            library = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if (
            library
            and all(hasattr(library, function) for function in FUNCTIONS)
            and library.sodium_init() >= 0
        ):
            return SodiumGroup(library)
    return None


class SodiumGroup:
    """What the checks need of the group; points are 32 bytes."""

    name = "libsodium"

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._generator = self._call("crypto_scalarmult_ristretto255_base", write_scalar(1))

    def _call(self, function: str, *arguments: bytes) -> bytes:
        result = ctypes.create_string_buffer(32)
        if getattr(self._library, function)(result, *arguments) != 0:
            raise Wrong("not a ristretto255 point")
        return result.raw

    def is_point(self, data: bytes) -> bool:
        """Whether these are the canonical 32 bytes of a point; libsodium 1.0.18 ignores the top bit."""
        if len(data) != 32 or data[31] >= 0x80:
            return False
        return bool(self._library.crypto_core_ristretto255_is_valid_point(data))

    def combine(self, terms: Sequence[tuple[int, bytes]]) -> bytes:
        """Σ scalar·point."""
        total = IDENTITY
        for scalar, point in terms:
            if not self.is_point(point):
                raise Wrong("not a ristretto255 point")
            if scalar % L == L - 1:
                total = self._call("crypto_core_ristretto255_sub", total, point)
            else:
                total = self._call("crypto_core_ristretto255_add", total, self._times(scalar % L, point))
        return total

    def _times(self, scalar: int, point: bytes) -> bytes:
        """The product; one that is the identity is handled first, because libsodium refuses it."""
        if scalar == 0 or point == IDENTITY:
            return IDENTITY
        if scalar == 1:
            return point
        if point == self._generator:
            return self._call("crypto_scalarmult_ristretto255_base", write_scalar(scalar))
        return self._call("crypto_scalarmult_ristretto255", write_scalar(scalar), point)

    def from_uniform(self, data: bytes) -> bytes:
        """The point of 64 uniform bytes."""
        return self._call("crypto_core_ristretto255_from_hash", data)

    def is_signed(self, key: bytes, signature: bytes, message: bytes) -> bool:
        """Ed25519; whether libsodium refuses points of mixed order depends on its version."""
        if len(key) != 32 or len(signature) != 64:
            return False
        has_prime_order = self._library.crypto_core_ed25519_is_valid_point
        if not (has_prime_order(key) and has_prime_order(signature[:32])):
            return False
        length = ctypes.c_ulonglong(len(message))
        return bool(self._library.crypto_sign_verify_detached(signature, message, length, key) == 0)
