"""Reading of request bodies on the event loop, where a slow client holds no thread."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import Any

Receive = Callable[[], Awaitable[dict[str, Any]]]
MEMORY = 512 * 1024  # bytes of a body, more than a ballot has: no ballot is written to a temporary file


class TooSlowError(Exception):
    """The body was not complete in time, or gave way to newer ones."""


class GoneError(Exception):
    """The client closed the connection before its body was complete."""


class Bodies:
    """The bodies that this process is reading: each has some seconds, and their number is limited.

    Above the limit the body that has taken longest is given up. A browser's takes less than a second, so
    a client that holds many of them open hardly hinders others.
    """

    def __init__(self, *, seconds: float, most: int) -> None:
        self._seconds, self._most = seconds, most
        self._timers: dict[asyncio.Timeout, None] = {}  # oldest first

    async def read(self, receive: Receive, *, largest: int) -> "SpooledTemporaryFile[bytes]":
        """Return the body with the position at its end; reading stops after more than `largest` bytes."""
        with ExitStack() as kept:
            body = kept.enter_context(SpooledTemporaryFile(MEMORY))
            try:
                async with asyncio.timeout(self._seconds) as timer:
                    self._timers[timer] = None
                    self._make_room()
                    await _receive_into(body, receive, largest)
            except TimeoutError:
                raise TooSlowError from None
            finally:
                self._timers.pop(timer, None)
            kept.pop_all()
        return body

    def _make_room(self) -> None:
        if len(self._timers) > self._most:
            oldest = next(iter(self._timers))
            del self._timers[oldest]
            oldest.reschedule(asyncio.get_running_loop().time())


async def _receive_into(body: "SpooledTemporaryFile[bytes]", receive: Receive, largest: int) -> None:
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise GoneError
        body.write(message.get("body", b""))
        if not message.get("more_body") or body.tell() > largest:
            return
