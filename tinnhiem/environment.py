"""Settings from the environment; a wrong value ends the program with a sentence."""

import datetime
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, quote, unquote, urlsplit

from environ import Env
from environ.fileaware_mapping import FileAwareMapping

FILES_FOR_ALL = "django.core.mail.backends.filebased.EmailBackend"  # its files can be read by everyone


def stop(sentence: str) -> NoReturn:
    """End the program with a sentence, since nothing else can report an error this early."""
    sys.exit(f"Tín Nhiệm cannot start. {sentence}")


class Variables(FileAwareMapping):  # type: ignore[misc]  # the package has no types
    """The environment, in which `NAME_FILE` names a file that holds the value of `NAME`.

    A secret in a file is not shown by the list of processes or the description of a container.
    """

    def __getitem__(self, name: str) -> str:
        if self.env.get(name) and self.env.get(f"{name}_FILE"):
            stop(f"{name} and {name}_FILE are both set; keep one of them.")
        try:
            value = str(super().__getitem__(name))
        except (OSError, UnicodeDecodeError) as problem:
            reason = getattr(problem, "strerror", None) or problem
            stop(f"{name}_FILE names a file that cannot be read: {self.env[f'{name}_FILE']} ({reason}).")
        return value.rstrip("\r\n")  # editors end a file with a new line


class EnvWithFiles(Env):  # type: ignore[misc]  # the package has no types
    ENVIRON = Variables(cache=False)


class Reader:
    """Reader with one method per type of value; errors name the variable."""

    def __init__(self) -> None:
        self._env = EnvWithFiles()

    def secret(self, name: str) -> str:
        """Return the value as it stands, or "". The other methods replace a value that begins with `$`."""
        return str(self._env.ENVIRON.get(name, ""))

    def flag(self, name: str, *, default: bool) -> bool:
        value = str(self._env.str(name, default=str(default))).lower()
        words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
        if value not in words:
            stop(f"{name} must be true or false, not {value!r}.")
        return words[value]

    def whole(self, name: str, *, default: int, least: int = 1) -> int:
        number = self._read(name, self._env.int, default, "a whole number")
        if number < least:
            stop(f"{name} must be {least} or more, not {number}.")
        return int(number)

    def port(self, name: str, *, default: int) -> int:
        number = self.whole(name, default=default)
        return number if number < 65536 else stop(f"{name} must be a port, 1 to 65535, not {number}.")

    def words(self, name: str, *, default: list[str]) -> list[str]:
        return [word.strip() for word in self._env.list(name, default=default) if word.strip()]

    def url(self, name: str, *, default: str) -> str:
        """Return an address of the site: scheme and host, no path."""
        value = str(self._env.str(name, default=default)).rstrip("/")
        parts = urlsplit(value)
        if not value and not default:
            return ""
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
            stop(f"{name} must look like https://vote.example.gov.vn, not {value!r}.")
        return value

    def issuer(self, name: str) -> str:
        """Return the address of a provider of OpenID Connect, or "" if none is set; https except on this machine."""
        value = self.secret(name)
        parts = urlsplit(value)
        is_here = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
        is_right = (parts.scheme == "https" or is_here) and parts.hostname and not parts.query
        return (
            value
            if is_right or not value
            else stop(f"{name} must look like https://login.example.gov.vn, not {value!r}.")
        )

    def text(self, name: str, *, default: str, most: int = 200) -> str:
        """Return a line of text for people."""
        value = " ".join(str(self._env.str(name, default=default)).split())
        return value if len(value) <= most else stop(f"{name} is too long: {most} letters at most.")

    def hours(self, name: str, *, default: str) -> tuple[datetime.time, datetime.time]:
        """Return two times of the day, such as 07:00-21:00."""
        value = str(self._env.str(name, default=default))
        try:
            begins, ends = (datetime.time.fromisoformat(part.strip()) for part in value.split("-"))
        except ValueError:
            stop(f"{name} must look like 07:00-21:00, not {value!r}.")
        return (begins, ends) if begins < ends else stop(f"{name} must end after it begins: {value!r}.")

    def mail_address(self, name: str) -> str:
        """Return a mail address, or "" if none is set."""
        value = self.secret(name)
        is_plain = value.count("@") == 1 and value.isascii() and not set(value) & set(" <>+")
        return value if is_plain or not value else stop(f"{name} must be a mail address, not {value!r}.")

    def mailbox(self, name: str) -> SplitResult | None:
        """Return the address of a mailbox: imaps://user:password@host:993/INBOX."""
        if not (value := self.secret(name)):
            return None
        address = urlsplit(value)
        is_whole = address.hostname and address.username and unquote(address.netloc).isascii()
        if address.scheme not in ("imap", "imaps") or not is_whole:
            stop(f"{name} must look like imaps://user:password@host:993/INBOX, with ASCII letters only.")
        return address

    def folder(self, name: str, *, default: Path) -> Path:
        value = self._env.str(name, default="")
        if value and not Path(value).is_dir():
            stop(f"{name} names a folder that does not exist: {value}.")
        return Path(value) if value else default

    def path(self, name: str) -> Path | None:
        value = self.secret(name)
        return Path(value) if value else None

    def credential(self, variable: str, *, name: str, default: Path) -> Path:
        """Return the path of a secret's file: given, handed over by systemd, or in the data folder."""
        if given := os.environ.get(variable):
            return Path(given).absolute()
        handed_over = Path(os.environ.get("CREDENTIALS_DIRECTORY") or "/nowhere") / name
        return handed_over if handed_over.is_file() else default / name

    def level(self, name: str, *, default: str) -> str:
        value = str(self._env.str(name, default=default)).upper()
        levels = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
        return (
            value if value in levels else stop(f"{name} must be one of {', '.join(levels)}, not {value!r}.")
        )

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        address = self._read(name, self._env.db_url, default, "postgres://user:password@host/name")
        if address.get("ENGINE") != "django.db.backends.postgresql" or not address.get("NAME"):
            stop(f"{name} must look like postgres://user:password@host/name: only Postgres will do.")
        password = self.secret(_password_of(name)) or address["PASSWORD"]
        # The folder of a socket is written with %2F.
        return {**address, "HOST": unquote(address["HOST"]), "PASSWORD": password}

    def redis(self, name: str) -> str:
        """Return the address with its password, or "" if none is set."""
        address = urlsplit(self.secret(name))
        if not address.netloc or not (password := self.secret(_password_of(name))):
            return address.geturl()
        place = address.netloc.rpartition("@")[2]
        return address._replace(
            netloc=f"{address.username or ''}:{quote(password, safe='')}@{place}"
        ).geturl()

    def mail(self, name: str, *, default: str) -> dict[str, Any]:
        found = dict(self._read(name, self._env.email_url, default, "smtp+tls://user:password@host:587"))
        if found["EMAIL_BACKEND"] == FILES_FOR_ALL:
            found["EMAIL_BACKEND"] = "operations.mail_files.PrivateFiles"
        found["EMAIL_HOST_PASSWORD"] = self.secret(_password_of(name)) or found["EMAIL_HOST_PASSWORD"]
        return found

    def _read(self, name: str, read: Callable[..., Any], default: object, example: str) -> Any:
        try:
            return read(name, default=default)
        except Exception as problem:  # noqa: BLE001 (each reader raises errors of its own kind)
            logging.getLogger(__name__).debug("%s: %s", name, problem)
            stop(f"{name} cannot be read; it must look like {example}.")


def _password_of(address: str) -> str:
    """Return the variable of the password: `DATABASE_PASSWORD` for `DATABASE_URL`."""
    return f"{address.removesuffix('_URL')}_PASSWORD"
