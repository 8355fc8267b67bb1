"""Every command that queue and cache receive, reported by Valkey."""

import base64
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.faults.stack import PATIENCE, Stack

BODY = re.compile(rb'"body": ?"([A-Za-z0-9+/=]+)"')
ENOUGH = b"that was all"


@contextmanager
def listening(stack: Stack) -> Iterator[list[bytes]]:
    """Collect the commands of all clients, readable, until everything sent so far has been heard."""
    heard: list[bytes] = []
    broker = stack.broker()
    line: Any = broker.connection_pool.get_connection()
    line.send_command("MONITOR")
    assert line.read_response() == b"OK"

    def listen() -> None:
        while ENOUGH not in (command := line.read_response()):
            heard.append(readable(plain(command)))

    ear = threading.Thread(target=listen)
    ear.start()
    try:
        yield heard
    finally:
        broker.echo(ENOUGH)
        ear.join(PATIENCE)
        line.disconnect()


def plain(command: bytes) -> bytes:
    """Undo the escapes with which Valkey writes a command in one line."""
    return command.decode("unicode_escape").encode("latin-1")


def readable(content: bytes) -> bytes:
    r"""Add what the queue's messages carry in base64.

    >>> readable(b'{"body": "W1sxXV0="}')
    b'{"body": "W1sxXV0="}\n[[1]]'
    """
    return b"\n".join([content, *map(base64.b64decode, BODY.findall(content))])
