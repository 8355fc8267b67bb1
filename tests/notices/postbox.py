"""A mail server of our own for tests: real SMTP, which defers, refuses, hangs or answers too late."""

import contextlib
import email
import time
from collections.abc import Iterator
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings
from pytest_django import Settings

from tests.operations.processes import free_port

# Seconds for which the product waits for an answer that comes too late. It waits for others as it always does:
# on a loaded machine an answer takes more than a moment.
PATIENCE = 2


class Postbox:
    """What the server took, and its answer to single addresses.

    `answers` holds what it says to RCPT, `late` the addresses whose mail it takes without answering in time
    (see `answering_late`).
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, Message]] = []
        self.senders: list[str] = []
        self.answers: dict[str, str] = {}
        self.late: set[str] = set()
        self.refuses_sender = False

    async def handle_MAIL(  # noqa: N802 - aiosmtpd looks for this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses_sender:
            return "550 5.7.1 sender not allowed"
        envelope.mail_from = address
        self.senders.append(address)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        for address in envelope.rcpt_tos:
            self.taken.append((address, email.message_from_bytes(content)))
            if address in self.late:
                time.sleep(PATIENCE * 1.5)  # noqa: ASYNC251 - the whole server hangs
        return "250 2.0.0 queued as 4711"

    @property
    def addresses(self) -> list[str]:
        """The addresses whose mail was taken, in order."""
        return [address for address, _mail in self.taken]


@contextlib.contextmanager
def running(box: Postbox, port: int = 0) -> Iterator[Controller]:
    """Serve a postbox on a port of this machine, by default on a free one."""
    controller = Controller(box, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


@contextlib.contextmanager
def answering_late(box: Postbox, address: str) -> Iterator[None]:
    """Let the answer about a mail to this address come when the product has given up."""
    box.late.add(address)
    with override_settings(EMAIL_TIMEOUT=PATIENCE):
        yield
    box.late.clear()


def use(settings: Settings, port: int) -> None:
    """Let the product send to this port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
