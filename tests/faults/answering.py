"""A small ASGI application for web servers behind a proxy: it answers after a moment."""

import asyncio
from typing import Any

MOMENT = 0.02  # so that requests are under way when a server stops


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer each request with the length of its body."""
    length = 0
    while True:
        message = await receive()
        length += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await asyncio.sleep(MOMENT)
    body = str(length).encode()
    head = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": body})
