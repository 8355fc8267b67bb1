"""Many people in one cheap loop, each of whom acts on the answers: logs in, waits, goes on."""

import heapq
import itertools
import selectors
import socket
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks import load

# A journey yields the bytes of a request and is sent its answer, or yields seconds to wait.
Journey = Generator["bytes | float", "Reply | None", None]


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers and body of an answer, and the seconds until it was complete."""

    status: int
    head: bytes
    body: bytes
    seconds: float

    def headers(self, name: bytes) -> list[bytes]:
        """Return the values of all headers of this name."""
        lines = (line.partition(b":") for line in self.head.split(b"\r\n")[1:])
        return [value.strip() for found, _, value in lines if found.lower() == name]


@dataclass(slots=True)
class _Person:
    journey: Journey
    line: socket.socket | None = None
    sent: float = 0.0
    received: bytes = b""

    def reply(self) -> Reply | None:
        """Read what has arrived; return the answer when it is complete. A closed connection has status 0."""
        assert self.line is not None
        data = self.line.recv(1 << 18)
        self.received += data
        head, found, body = self.received.partition(b"\r\n\r\n")
        seconds = time.perf_counter() - self.sent
        if not data:
            self.line = None
            return Reply(0, b"", b"", seconds)
        reply = Reply(int(head[9:12]), head, body, seconds) if found else None
        return reply if reply and len(body) >= int(reply.headers(b"content-length")[0]) else None


class Crowd:
    """Runs journeys; `run` returns the seconds until the last one has ended."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._selector = selectors.DefaultSelector()
        self._timers: list[tuple[float, int, _Person]] = []
        self._numbers = itertools.count()

    def run(self, journeys: Iterable[tuple[float, Journey]]) -> float:
        """Begin each journey after its number of seconds."""
        begin = time.perf_counter()
        for after, journey in journeys:
            self._later(begin + after, _Person(journey))
        while self._timers or self._selector.get_map():
            wait = max(0.0, self._timers[0][0] - time.perf_counter()) if self._timers else None
            for key, _ in self._selector.select(wait):
                self._answered(key.data, key.fileobj)
            while self._timers and self._timers[0][0] <= time.perf_counter():
                self._go_on(heapq.heappop(self._timers)[2], None)
        self._selector.close()
        return time.perf_counter() - begin

    def _later(self, when: float, person: _Person) -> None:
        heapq.heappush(self._timers, (when, next(self._numbers), person))

    def _answered(self, person: _Person, line: Any) -> None:
        if reply := person.reply():
            self._selector.unregister(line)
            self._go_on(person, reply)

    def _go_on(self, person: _Person, reply: Reply | None) -> None:
        try:
            step = person.journey.send(reply)
        except StopIteration:
            if person.line:
                person.line.close()
            return
        if isinstance(step, float):
            self._later(time.perf_counter() + step, person)
            return
        person.line = person.line or load.connect(self._port)
        person.sent, person.received = time.perf_counter(), b""
        person.line.sendall(step)
        self._selector.register(person.line, selectors.EVENT_READ, person)
