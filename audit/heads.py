"""Reading a head of the log as people type it from paper."""

import re

LENGTH = 64  # signs of a SHA-256


def head_in(text: str) -> bytes | None:
    """Return the hash that was typed, with or without its groups; None if it is not one."""
    signs = re.sub(r"[\s\-.:]", "", text)
    if len(signs) != LENGTH or not re.fullmatch(r"[0-9a-fA-F]+", signs):
        return None
    return bytes.fromhex(signs)
