"""A call of a WSGI application: what the client sent becomes its environment, what it says an answer."""

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Environ = dict[str, Any]
Headers = list[tuple[bytes, bytes]]
MEMORY = 1024 * 1024  # bytes of an answer; the rest is on the disk
PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class CompleteAnswer:
    """A complete answer: a client that reads slowly holds no thread."""

    status: int
    headers: Headers
    body: "bytes | SpooledTemporaryFile[bytes]"


def environ_of(scope: dict[str, Any]) -> Environ:
    """Return the environment (PEP 3333) for an HTTP scope of ASGI, without a body."""
    host, port = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(host),
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": str((scope.get("client") or ("",))[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return _with_headers(environ, scope["headers"])


def _with_headers(environ: Environ, headers: Iterable[tuple[bytes, bytes]]) -> Environ:
    for name, value in headers:
        if b"_" in name:
            continue  # or it would pass for the header with a hyphen, which a proxy checks
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        text = value.decode("latin-1")
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{text}" if key in environ else text
    return environ


def body_size(environ: Environ) -> int:
    """Return the size of the body that the client names, 0 without a number."""
    length = environ.get("CONTENT_LENGTH", "")
    return int(length) if length.isdecimal() else 0


def give_body(environ: Environ, body: IO[bytes]) -> None:
    """Put a body into the environment; its position is at its end."""
    environ["CONTENT_LENGTH"] = str(body.tell())
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    body.seek(0)
    environ["wsgi.input"] = body


def call(site: Any, environ: Environ) -> CompleteAnswer:
    """Return the application's complete answer; the body that it was given is closed."""
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        begun[:] = [int(status.split(" ", 1)[0]), headers]

    answered = site(environ, start_response)
    try:
        body = _whole(answered)
    finally:
        if hasattr(answered, "close"):
            answered.close()
        environ["wsgi.input"].close()
    status, headers = begun
    return CompleteAnswer(
        status, [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers], body
    )


def _whole(pieces: Iterable[bytes]) -> "bytes | SpooledTemporaryFile[bytes]":
    if isinstance(pieces, (list, tuple)) or not getattr(pieces, "streaming", True):
        return b"".join(pieces)
    body: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(MEMORY)  # noqa: SIM115 (closed after sending)
    for piece in pieces:
        body.write(piece)
    size = body.tell()
    body.seek(0)
    if size > MEMORY:
        return body
    with body:
        return body.read()
