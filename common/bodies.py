"""Reading of request bodies, which can be any bytes from anybody."""

import json
from typing import Any

from django.http import HttpRequest

MAX_LENGTH = 1000


class BodyUnreadable(ValueError):
    """The body is not JSON, or not of the form that our pages send."""


def json_body(request: HttpRequest) -> Any:
    """Return the JSON value of the body. Raises `BodyUnreadable`, also for excessive nesting."""
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BodyUnreadable from error


def clean_text(value: object) -> str:
    """Return text as typed, bounded, without NUL and lone surrogates, which PostgreSQL cannot store."""
    text = value if isinstance(value, str) else ""
    return text.replace("\0", "").encode(errors="replace").decode()[:MAX_LENGTH].strip()
