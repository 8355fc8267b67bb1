"""Codes for people: base 32 without I, L, O, U; reading is tolerant."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")


def encode(data: bytes, characters: int) -> str:
    """The first ``5·characters`` bits, most significant first, zero-padded at the end."""
    missing = max(0, 5 * characters - 8 * len(data))
    value = int.from_bytes(data, "big") << missing >> max(0, 8 * len(data) - 5 * characters)
    return "".join(ALPHABET[value >> 5 * i & 31] for i in reversed(range(characters)))


def decode(text: str) -> int:
    """The number behind the characters; raises ``ValueError`` for any other character."""
    value = 0
    for character in normalise(text):
        value = value << 5 | ALPHABET.index(character)
    return value


def normalise(text: str) -> str:
    """Upper case, without spaces and hyphens, I and L read as 1, O as 0."""
    return "".join(text.upper().replace("-", " ").split()).translate(_LOOKALIKES)


def grouped(text: str, size: int, separator: str) -> str:
    """The text in groups of ``size`` characters."""
    return separator.join(text[i : i + size] for i in range(0, len(text), size))
