"""`SECRET_KEY`: given by the environment, or made once in the data folder."""

import secrets
from contextlib import suppress
from pathlib import Path

from common.durable import create_file
from tinnhiem.environment import stop

NAME = "secret_key"
LEAST = 50  # characters


def secret_key(given: str, *, made_in: Path) -> str:
    """Return the given key, or the one that the first start makes in a folder; ends the program if neither works.

    Processes that start at the same moment agree on one key: the file appears with its whole content.
    """
    if given:
        return (
            given
            if len(given) >= LEAST
            else stop(f"SECRET_KEY is too short: it needs {LEAST} characters or more.")
        )
    file = made_in / NAME
    try:
        made_in.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            with suppress(FileExistsError):
                create_file(file, secrets.token_urlsafe(64).encode())
        return file.read_text()
    except OSError as problem:
        stop(f"Cannot write {file}: {problem.strerror}. Set SECRET_KEY or TINNHIEM_DATA.")
