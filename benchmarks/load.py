"""A load generator: many clients in one cheap loop, since it shares the machine with the server."""

import selectors
import socket
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request, and the seconds until it was complete."""

    status: int
    body: bytes
    seconds: float


@dataclass(slots=True)
class RequestSequence:
    """Requests that one client sends in order; `started` is set by `come`, by `time.perf_counter`."""

    requests: Sequence[bytes]
    answers: list[Answer] = field(default_factory=list)
    started: float = 0.0

    @property
    def seconds(self) -> float:
        """Seconds for all its requests together."""
        return sum(answer.seconds for answer in self.answers)


class Flag(Protocol):
    """An event, of threads or of processes."""

    def is_set(self) -> bool: ...


class UnexpectedAnswerError(RuntimeError):
    """A request failed, so the numbers would be meaningless."""


@dataclass(slots=True)
class _Client:
    socket: socket.socket
    sequence: RequestSequence
    sent: float = 0.0
    received: bytes = b""

    def send(self) -> None:
        self.sent, self.received = time.perf_counter(), b""
        self.socket.sendall(self.sequence.requests[len(self.sequence.answers)])

    def take(self) -> bool:
        """Read available bytes; return whether the answer is complete."""
        data = self.socket.recv(1 << 18)
        if not data:
            raise UnexpectedAnswerError("the server closed the connection")
        self.received += data
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return False
        status = int(head.split(b" ", 2)[1])
        if status != 200:
            raise UnexpectedAnswerError(f"{status}: {body[:300]!r}")
        self.sequence.answers.append(Answer(status, body, time.perf_counter() - self.sent))
        return True


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise UnexpectedAnswerError("an answer without its length")


def run(port: int, sequences: Sequence[RequestSequence], *, clients: int) -> float:
    """Run all sequences with the given number of clients; return the total seconds."""
    waiting = deque(sequences)
    with selectors.DefaultSelector() as selector:
        started = [_Client(connect(port), waiting.popleft()) for _ in range(min(clients, len(waiting)))]
        begin = time.perf_counter()
        for client in started:
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.send()
        while selector.get_map():
            for key, _ in selector.select():
                if key.data.take():
                    _go_on(key.data, waiting, selector)
        return time.perf_counter() - begin


def come(port: int, sequences: Sequence[RequestSequence], *, rate: float, ended: Flag) -> None:
    """Start so many sequences a second, each with an own connection, whether earlier ones have answers or not.

    Ends after the last sequence, or once `ended` is set and those that came have their answers.
    """
    waiting, begin, come_already = deque(sequences), time.perf_counter(), 0
    with selectors.DefaultSelector() as selector:
        while (waiting and not ended.is_set()) or selector.get_map():
            due = int((time.perf_counter() - begin) * rate) + 1
            while waiting and come_already < due and not ended.is_set():
                _arrive(_Client(connect(port), waiting.popleft()), selector)
                come_already += 1
            for key, _ in selector.select(0.5 / rate):
                if key.data.take():
                    _go_on(key.data, deque(), selector)


def _arrive(client: _Client, selector: selectors.BaseSelector) -> None:
    client.sequence.started = time.perf_counter()
    selector.register(client.socket, selectors.EVENT_READ, client)
    client.send()


def _go_on(client: _Client, waiting: deque[RequestSequence], selector: selectors.BaseSelector) -> None:
    if len(client.sequence.answers) == len(client.sequence.requests):
        if not waiting:
            selector.unregister(client.socket)
            client.socket.close()
            return
        client.sequence = waiting.popleft()
    client.send()


def connect(port: int) -> socket.socket:
    """Connect to the web server; small requests leave at once."""
    connected = socket.create_connection(("127.0.0.1", port), timeout=60)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected


def get(path: str, headers: dict[str, str]) -> bytes:
    """Return the bytes of a GET request."""
    return _request("GET", path, headers, b"")


def post(path: str, headers: dict[str, str], body: bytes) -> bytes:
    """Return the bytes of a POST request."""
    return _request("POST", path, {**headers, "Content-Length": str(len(body))}, body)


def _request(method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{k}: {v}" for k, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body
