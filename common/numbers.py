"""Whole numbers from texts that anybody may send."""

LONGEST = 18  # digits that fit a bigint; Python itself refuses to read some thousands of digits


def whole_number(text: str) -> int | None:
    """Return the number that a text of ASCII digits alone writes; None for any other text, and for one too long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
