"""Clients that send 50 bytes a second, half of them headers and half bodies; others cast meanwhile."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import clock, journeys, load, place, scene
from benchmarks.crowd import Crowd
from benchmarks.sizes import Sizes

PIECE = b"x" * 50
APART = 0.02  # seconds between two who vote: far below what the machine carries


def run(sizes: Sizes) -> dict[str, Any]:
    """Return the milliseconds from issue to receipt, undisturbed and with each number of slow clients."""
    counts = (0, *sizes.slow_clients)
    each = sizes.slow_voters
    ready = journeys.voters(scene.open_round(lines=sizes.voters_lines, voters=each * (len(counts) + 1)))
    with place.web() as web:
        _vote(web.port, ready[each * len(counts) :])  # warm-up
        rows = [_row(web.port, n, ready[each * i : each * (i + 1)]) for i, n in enumerate(counts)]
    return {"voters": each, "rows": rows}


def _row(port: int, clients: int, ready: list[journeys.BallotOfVoter]) -> dict[str, Any]:
    with _trickling(port, clients):
        noted = _vote(port, ready)
    whole = noted.times[journeys.ISSUE_TO_RECEIPT]
    return {"clients": clients, **clock.spread(whole), "failures": dict(noted.failures)}


def _vote(port: int, ready: list[journeys.BallotOfVoter]) -> journeys.JourneyNotes:
    noted = journeys.JourneyNotes()
    Crowd(port).run((APART * i, journeys.ballot_only(voter, noted)) for i, voter in enumerate(ready))
    return noted


@contextmanager
def _trickling(port: int, count: int) -> Iterator[None]:
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
    body = load.post("/accounts/login/", {}, b"")[:-4].replace(
        b"Content-Length: 0", b"Content-Length: 100000"
    )
    for i, line in enumerate(lines):
        line.sendall(body + b"\r\n\r\n" if i % 2 else b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    ended = threading.Event()
    thread = threading.Thread(target=_trickle, args=(lines, ended))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        for line in lines:
            line.close()


def _trickle(lines: list[socket.socket], ended: threading.Event) -> None:
    while not ended.wait(1):
        for line in lines:
            try:
                line.sendall(PIECE)
            except OSError:
                continue  # headers that are not complete after 30 s
