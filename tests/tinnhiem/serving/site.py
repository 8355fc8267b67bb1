"""The product's web server in processes of its own, and clients that speak HTTP badly on purpose."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from operations.embedded.children import children
from operations.embedded.places import BASE_DIR
from tests.operations.processes import free_port

LOGIN = "/accounts/login/"
CSRF = "c" * 32
FORM = "application/x-www-form-urlencoded"
PATIENCE = 120.0


class Site:
    """A running web server."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.log = log
        self.port = free_port()
        command = children(host="127.0.0.1", port=self.port, logs=log.parent)[0].command
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=BASE_DIR, env=env, stdout=output, stderr=output)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def ask(
        self, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Return status, headers and body of a GET, or of a POST of the form."""
        line = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        try:
            sent = {"Cookie": f"csrftoken={CSRF}", **headers}
            if form is None:
                line.request("GET", path, headers=sent)
            else:
                body = urlencode({"csrfmiddlewaretoken": CSRF, **form})
                line.request("POST", path, body, {"Content-Type": FORM, **sent})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            line.close()

    def connect(self) -> socket.socket:
        return socket.create_connection(("localhost", self.port), timeout=PATIENCE)

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


@contextmanager
def running(env: dict[str, str], folder: Path, **settings: object) -> Iterator[Site]:
    """Run the web server with these settings; its log is shown when the test fails."""
    given = {name: str(value) for name, value in settings.items()}
    site = Site({**env, **given}, folder / "web.log")
    try:
        _wait(site)
        yield site
    finally:
        if site.process.poll() is None:
            site.end()
        sys.stdout.write(site.log.read_text(errors="replace"))


def _wait(site: Site) -> None:
    until = time.monotonic() + PATIENCE
    while site.process.poll() is None and time.monotonic() < until:
        try:
            if (
                site.ask("/jsi18n/")[0] == 200
                and site.log.read_text(errors="replace").count("Started worker-") == 2
            ):
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(site.log.read_text())


def head(path: str, *, length: int | None, cookie: str = "", port: int = 0, kind: str = FORM) -> bytes:
    """Return the head of a POST; without a length its body comes in chunks."""
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    lines = [f"POST {path} HTTP/1.1", f"Host: localhost:{port}", f"Content-Type: {kind}", size]
    lines += [f"Cookie: csrftoken={CSRF}; {cookie}", f"X-CSRFToken: {CSRF}", "Accept-Language: en"]
    return "\r\n".join([*lines, "", ""]).encode()


def status_of(line: socket.socket) -> int:
    """Return the status of the answer, or 0 if the connection was closed without one."""
    try:
        said = line.recv(65536)
    except ConnectionError:
        return 0
    return int(said.split(b" ", 2)[1]) if said else 0
