"""A mail server that takes its time: real SMTP over a socket, in a thread."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class SlowServer(socketserver.ThreadingTCPServer):
    """Greets after `delay` seconds and keeps what was sent in `mails`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, delay: float) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.delay = delay
        self.mails: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: SlowServer

    def handle(self) -> None:
        time.sleep(self.server.delay)
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            if line.upper() == "DATA":
                self._say("354 go on")
                self.server.mails.append(self._content())
            self._say("221 bye" if line.upper() == "QUIT" else "250 ok")

    def _content(self) -> str:
        return b"".join(iter(self.rfile.readline, b".\r\n")).decode()

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def slow_mail_server(delay: float) -> Iterator[SlowServer]:
    with SlowServer(delay) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
