"""What scripts send, read as what it is: any bytes from anybody."""

import json
from typing import Any

from django.http import HttpRequest

MAX_LENGTH = 1000


class BodyUnreadable(ValueError):
    """The body is not JSON, or not such as a page of ours makes."""


def json_body(request: HttpRequest) -> Any:
    """Return what the body says in JSON. Raises `BodyUnreadable`, also when it is nested without end."""
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BodyUnreadable from error


def clean_text(value: object) -> str:
    """Return what a person wrote: bounded, without NUL and half letters, which no table can hold."""
    text = value if isinstance(value, str) else ""
    return text.replace("\0", "").encode(errors="replace").decode()[:MAX_LENGTH].strip()
