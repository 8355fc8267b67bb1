"""A small IMAP server for tests: as much of IMAP4rev1 as is needed to read a mailbox."""

import contextlib
import re
import socketserver
import threading
from collections.abc import Iterator


class Mailbox(socketserver.ThreadingTCPServer):
    """Holds mails, the numbers of those that were seen, and the password as it was sent."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mails: list[bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails, self.seen, self.password = mails, set[int](), ""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Session(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, command, *rest = line.split(" ", 2)
            answer = getattr(self, f"_{command.lower()}", self._nothing)
            answer(*rest)
            self._say(f"{tag} OK done")

    def _nothing(self, *rest: str) -> None:
        """Answer a command that needs no more than OK."""

    def _login(self, what: str) -> None:
        self.server.password = what.partition(" ")[2]

    def _capability(self, *rest: str) -> None:
        self._say("* CAPABILITY IMAP4rev1")

    def _select(self, *rest: str) -> None:
        self._say(f"* {len(self.server.mails)} EXISTS")

    def _search(self, *rest: str) -> None:
        unseen = set(range(1, len(self.server.mails) + 1)) - self.server.seen
        self._say(" ".join(["* SEARCH", *map(str, sorted(unseen))]))

    def _fetch(self, what: str) -> None:
        number = int(what.split(maxsplit=1)[0])
        content = self.server.mails[number - 1]
        self.wfile.write(b"* %d FETCH (BODY[] {%d}\r\n" % (number, len(content)) + content + b")\r\n")

    def _store(self, what: str) -> None:
        if found := re.match(r"(\d+) \+FLAGS \(?\\Seen", what):
            self.server.seen.add(int(found[1]))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextlib.contextmanager
def mailbox_with(*mails: bytes) -> Iterator[Mailbox]:
    """Serve a mailbox on a free port of this machine."""
    with Mailbox(list(mails)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
