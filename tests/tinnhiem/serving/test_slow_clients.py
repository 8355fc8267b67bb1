"""Clients that send slowly hold no thread: all others are answered."""

import resource
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.tinnhiem.serving.site import LOGIN, Site, head, status_of

pytestmark = pytest.mark.slow
StartSite = Callable[..., Site]


@pytest.fixture(autouse=True)
def many_files() -> Iterator[None]:
    """Allow as many open connections as the system does; an ordinary user begins with a thousand."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def trickling(site: Site, count: int, begin: bytes) -> Iterator[list[socket.socket]]:
    """Hold connections on which 50 bytes a second arrive."""
    lines, ended = [site.connect() for _number in range(count)], threading.Event()

    def send(piece: bytes) -> None:
        for line in lines:
            try:
                line.sendall(piece)
            except OSError:
                continue  # the server has closed it

    def trickle() -> None:
        while not ended.wait(1):
            send(b"x" * 50)

    send(begin)
    thread = threading.Thread(target=trickle)
    thread.start()
    try:
        yield lines
    finally:
        ended.set()
        thread.join()
        for line in lines:
            line.close()


@pytest.mark.parametrize("count", [8, 64, 500])
def test_others_are_answered_while_clients_send_slowly(site: Site, count: int) -> None:
    body = head(LOGIN, length=1_000_000, port=site.port)
    with (
        trickling(site, count, body),
        trickling(site, count, b"GET /x HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
    ):
        for _time in range(8):
            assert site.ask(LOGIN)[0] == 200
            assert site.ask(LOGIN, {"login": "khong-co", "password": "sai"})[0] == 200


def test_request_that_is_not_complete_in_time_is_refused(start_site: StartSite) -> None:
    site = start_site(BODY_SECONDS=1)
    with trickling(site, 3, head(LOGIN, length=1_000_000, port=site.port)) as lines:
        assert [status_of(line) for line in lines] == [408] * 3


def test_silent_connections_stop_nobody(site: Site) -> None:
    with trickling(site, 1500, b""):
        assert site.ask(LOGIN)[0] == 200
