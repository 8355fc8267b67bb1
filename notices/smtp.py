"""Hand one mail to the mail server, and say what is known about it afterwards."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import sanitize_address

LONGEST_WORDS = 500


class NotAccepted(Exception):
    """The mail server did not say that it took the mail; the text is what it said instead."""


class ServerTrouble(NotAccepted):
    """The mail server took nothing, and not because of this person: it is away, or refuses the sender."""


class PersonDeferred(NotAccepted):
    """The mail server asks to try this address later; nothing was taken."""


class PersonRefused(NotAccepted):
    """The mail server takes no mail for this address."""


class PerhapsTaken(NotAccepted):
    """The connection broke while the mail server had the whole mail; nobody knows whether it was taken."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The addresses that the mail server reads; a returned mail goes to `sender`."""

    sender: str
    recipient: str


def hand_over(message: EmailMessage, envelope: Envelope, *, before_data: Callable[[], None]) -> str:
    """Send one mail and return the server's words; `before_data` runs just before the text is sent.

    Until then nothing can have been delivered, so every failure before it may be tried again.
    """
    connection: Any = get_connection()
    if not hasattr(connection, "host"):  # a backend without a server: files, or the outbox of tests
        before_data()
        message.send()
        return "250"
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        raise ServerTrouble(_words(problem)) from problem
    try:
        return _talk(connection.connection, message, envelope, before_data)
    finally:
        _part(connection)


def _talk(
    server: smtplib.SMTP, message: EmailMessage, envelope: Envelope, before_data: Callable[[], None]
) -> str:
    made: Any = message.message()
    text = made.as_bytes(linesep="\r\n")
    try:
        server.ehlo_or_helo_if_needed()
        sender = server.mail(envelope.sender)
        recipient = server.rcpt(sanitize_address(envelope.recipient, "utf-8"))
    except (smtplib.SMTPException, OSError) as problem:
        raise ServerTrouble(_words(problem)) from problem
    _answered(sender, is_about_sender=True)
    _answered(recipient)
    before_data()
    try:
        code, said = server.data(text)
    except smtplib.SMTPDataError as problem:
        code, said = problem.smtp_code, _bytes(problem.smtp_error)
    except (smtplib.SMTPException, OSError) as problem:
        raise PerhapsTaken(_words(problem)) from problem
    return _answered((code, said))


def _answered(answer: tuple[int, bytes], *, is_about_sender: bool = False) -> str:
    """Return the server's words, or raise what they mean."""
    code, words = answer[0], f"{answer[0]} {answer[1].decode(errors='replace')}"[:LONGEST_WORDS]
    if code < 400:
        return words
    if is_about_sender or code == 421:
        raise ServerTrouble(words)
    raise PersonDeferred(words) if code < 500 else PersonRefused(words)


def _part(connection: Any) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        connection.connection = None


def _words(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{problem.smtp_code} {_bytes(problem.smtp_error).decode(errors='replace')}"[:LONGEST_WORDS]
    return f"{type(problem).__name__}: {problem}"[:LONGEST_WORDS]


def _bytes(words: Any) -> bytes:
    return words if isinstance(words, bytes) else str(words).encode()
