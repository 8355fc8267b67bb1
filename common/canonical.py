"""JSON whose bytes are the same in every implementation."""

import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON, keys sorted by code point, no spaces, no escapes but the required ones.

    Raises ``ValueError`` for floats that are not finite; use integers and strings only, so
    that every implementation writes the same bytes.
    """
    text = json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return text.encode("utf-8")
