"""The ASGI application: reads the request, chooses a lane, calls Django in one of its threads, sends the answer."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from tinnhiem.serving import turns
from tinnhiem.serving.bodies import Bodies, GoneError, Receive, TooSlowError
from tinnhiem.serving.calling import PIECE, CompleteAnswer, Environ, body_size, call, environ_of, give_body
from tinnhiem.serving.lanes import Lane, LaneFullError

Send = Callable[[dict[str, Any]], Awaitable[None]]
# Keys of the environment that no header can have; the middleware `tinnhiem.middleware.unread` reads them.
REFUSED = "tinnhiem.refused"
ASKED = "tinnhiem.asked"
ALLOWED = 204


@dataclass(frozen=True, kw_only=True)
class Application:
    """Django behind lanes. `lane_of` names the lane of a request; `notices` is the lane of short refusals."""

    site: Any
    lanes: Mapping[str, Lane]
    lane_of: Callable[[str, str], str]
    bodies: Bodies
    largest: int  # bytes of a body for which nobody is asked

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request; a client that has gone gets none."""
        if scope["type"] != "http":
            return
        with suppress(GoneError):
            await _send(send, await self._answer(environ_of(scope), receive))

    async def _answer(self, environ: Environ, receive: Receive) -> CompleteAnswer:
        largest = self.largest
        if (size := body_size(environ)) > largest:
            asked = await self._call({**environ, ASKED: "large"})
            if asked.status != ALLOWED:
                return asked
            largest = size
        if size or "HTTP_TRANSFER_ENCODING" in environ:
            try:
                body = await self.bodies.read(receive, largest=largest)
            except TooSlowError:
                return await self._refuse(environ, "too_slow")
            if body.tell() > largest:
                body.close()
                return await self._refuse(environ, "too_large")
            give_body(environ, body)
        return await self._in_turn(environ, receive)

    async def _in_turn(self, environ: Environ, receive: Receive) -> CompleteAnswer:
        """Wait until a thread is free, as long as the client waits too."""
        since = turns.since(environ) or time.time()
        answering = asyncio.ensure_future(self._call(environ, since=since))
        if self._lane(environ).is_bounded:
            gone = asyncio.ensure_future(_disconnect(receive))
            await asyncio.wait({answering, gone}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()
            if not answering.done():
                answering.cancel()
        try:
            return await answering
        except LaneFullError:
            environ["wsgi.input"].close()
            return await self._refuse({**environ, turns.SINCE: since}, "one_moment")
        except asyncio.CancelledError:
            raise GoneError from None

    async def _refuse(self, environ: Environ, reason: str) -> CompleteAnswer:
        """Let Django say in its words why a request is not taken; its body is not read."""
        refused = {**environ, REFUSED: reason, "CONTENT_LENGTH": ""}
        return await self.lanes["notices"].run(partial(call, self.site, refused))

    async def _call(self, environ: Environ, *, since: float = 0.0) -> CompleteAnswer:
        return await self._lane(environ).run(partial(call, self.site, environ), since=since)

    def _lane(self, environ: Environ) -> Lane:
        return self.lanes[self.lane_of(environ["REQUEST_METHOD"], environ["PATH_INFO"])]


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] == "http.request":
        pass


async def _send(send: Send, answer: CompleteAnswer) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    if isinstance(answer.body, bytes):
        await send({"type": "http.response.body", "body": answer.body})
        return
    with answer.body as body:
        while piece := body.read(PIECE):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
