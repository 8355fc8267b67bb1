"""Threads for one kind of request, so that no kind waits behind another."""

import asyncio
import itertools
from bisect import insort
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
_numbers = itertools.count()


class LaneFullError(Exception):
    """As many wait as may wait, and all have waited longer."""


@dataclass(order=True, slots=True)
class _Place:
    """A place in the queue; sorts by the time since which its owner waits."""

    since: float
    number: int = field(default_factory=lambda: next(_numbers))
    turn: "asyncio.Future[None]" = field(compare=False, default_factory=asyncio.Future)


class Lane:
    """A fixed number of threads and a queue before them, used from the event loop only.

    With `most_waiting`, the queue is bounded. Then the request that came last gives way to one that has waited
    longer, also over several attempts: `since` is the time of its first.
    """

    def __init__(self, name: str, threads: int, *, most_waiting: int | None = None) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._free = threads
        self._most = most_waiting
        self._waiting: list[_Place] = []

    @property
    def is_bounded(self) -> bool:
        """Whether a request may be sent away."""
        return self._most is not None

    async def run(self, work: Callable[[], T], *, since: float = 0.0) -> T:
        """Run the work in a thread when it is its turn; raise `LaneFullError` if the queue has no place."""
        await self._enter(since)
        loop = asyncio.get_running_loop()
        running = self._pool.submit(work)
        running.add_done_callback(lambda _done: _on_loop(loop, self._leave))
        return await asyncio.wrap_future(running)

    async def _enter(self, since: float) -> None:
        if self._free:
            self._free -= 1
            return
        place = _Place(since)
        insort(self._waiting, place)
        if self._most is not None and len(self._waiting) > self._most:
            self._send_away(self._waiting.pop())
        try:
            await place.turn
        except asyncio.CancelledError:
            self._give_up(place)
            raise

    def _send_away(self, place: _Place) -> None:
        if not place.turn.done():
            place.turn.set_exception(LaneFullError())

    def _give_up(self, place: _Place) -> None:
        if place in self._waiting:
            self._waiting.remove(place)
        elif not place.turn.cancelled():
            self._leave()  # the turn had come in the same moment

    def _leave(self) -> None:
        while self._waiting:
            turn = self._waiting.pop(0).turn
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


def _on_loop(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the loop has ended with the process
        loop.call_soon_threadsafe(call)
