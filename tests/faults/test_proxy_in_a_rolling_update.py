"""The shipped Caddyfile loses no request while one web server after the other is exchanged.

Debian's Caddy, as every one before March 2026, cannot send a request with a body to another web server once one has
refused the connection; it answers 502. The voter's page sends such a request again; so do the people here.
"""

import http.client
import os
import re
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from operations.embedded.children import children
from operations.embedded.places import BASE_DIR
from tests.operations.processes import end, free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("caddy") is None, reason="as root: apt-get install caddy"),
]
CLIENTS = 3  # of each kind
BODY = b"x" * 1000
PAUSE = 1.0
AGAIN, TIMES = 0.5, 20


def adapted(port: int, behind: list[int]) -> str:
    """The shipped file, for plain http at this port and web servers at those."""
    text = (BASE_DIR / "Caddyfile").read_text()
    text = text.replace("{$SITE_HOST} {", f"http://127.0.0.1:{port} {{").replace("\ttls {$TLS}\n", "")
    text = text.replace("{\n\tlog {", "{\n\tadmin off\n\tlog {", 1)
    servers = " ".join(f"127.0.0.1:{number}" for number in behind)
    text, number = re.subn(r"dynamic a \{.*?\n\t\t\}", f"to {servers}", text, flags=re.DOTALL)
    assert number == 1
    return text


@contextmanager
def proxy(folder: Path, port: int, behind: list[int]) -> Iterator[None]:
    (folder / "Caddyfile").write_text(adapted(port, behind))
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    env = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        wait_until_it_answers(port, process, folder / "caddy.log")
        yield
    finally:
        end(process)


def start(port: int, folder: Path) -> subprocess.Popen[bytes]:
    """Start a web server as the product does, with a small application."""
    command = children(host="127.0.0.1", port=port, logs=folder)[0].command[:-1]
    with (folder / f"{port}.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "tests.faults.answering:application"], cwd=BASE_DIR, stdout=log, stderr=log
        )
    wait_until_it_answers(port, process, folder / f"{port}.log")
    return process


def wait_until_it_answers(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    while not answers(port):
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)


def answers(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line, suppress(OSError):
        return ask(line) == 200
    return False


def ask(line: http.client.HTTPConnection, body: bytes | None = None) -> int:
    line.request("POST" if body else "GET", "/", body)
    answer = line.getresponse()
    answer.read()
    return answer.status


class People(threading.Thread):
    """One connection to the proxy after the other, each with many requests, with a body or without."""

    def __init__(self, port: int, body: bytes | None) -> None:
        super().__init__(daemon=True)
        self.port, self.body = port, body
        self.over, self.answers = threading.Event(), Counter[str]()

    def run(self) -> None:
        while not self.over.is_set():
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
                try:
                    for _time in range(50):
                        self.answers[self._ask(line)] += 1
                except (OSError, http.client.HTTPException) as problem:
                    self.answers[repr(problem)] += 1

    def _ask(self, line: http.client.HTTPConnection) -> str:
        """Ask, and with a body again after 502."""
        for _time in range(TIMES):
            status = ask(line, self.body)
            if status != 502 or not self.body:
                break
            time.sleep(AGAIN)
        return str(status)


def test_no_request_is_lost(tmp_path: Path) -> None:
    port, behind = free_port(), [free_port(), free_port()]
    servers = [start(number, tmp_path) for number in behind]
    with proxy(tmp_path, port, behind):
        people = [People(port, body) for body in (BODY, None) for _number in range(CLIENTS)]
        for person in people:
            person.start()
        for at, number in enumerate(behind):
            time.sleep(PAUSE)
            end(servers[at])
            servers[at] = start(number, tmp_path)
        for person in people:
            person.over.set()
        for person in people:
            person.join()
    for server in servers:
        end(server)
    answers = sum((person.answers for person in people), Counter[str]())
    assert set(answers) == {"200"}, answers
