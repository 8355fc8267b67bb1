"""Preparation before the start: tables and, on request, the demonstration."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from operations.embedded.places import BASE_DIR, Places
from operations.embedded.process import last_lines
from operations.errors import CannotStart

Row = dict[str, Any]
A_DAY = 24 * 60 * 60
HEADS = {
    "role": "Vai trò (role)",
    "account": "Tài khoản (account)",
    "password": "Mật khẩu (password)",
    "note": "Dùng để (what for)",
}


def prepare(logs: Path) -> None:
    """Migrate the database and prepare its keys."""
    _manage(logs, "migrate", "--no-input")
    _manage(logs, "prepare_keys")


def demonstration(places: Places, logs: Path) -> str:
    """Create the demonstration data if missing; return the text to print.

    After a day, or when the open vote has ended, the command runs again: it keeps existing data,
    renews the times of the drafts and opens another vote.
    """
    kept = places.data / "demo" / "accounts.json"
    if not kept.exists() or _is_old(kept):
        kept.parent.mkdir(exist_ok=True, mode=0o700)
        text = json.dumps(_make_demonstration(logs))
        partial = kept.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_text(text)
        partial.rename(kept)
    return table(json.loads(kept.read_text())["accounts"])


def _is_old(kept: Path) -> bool:
    ends: float = json.loads(kept.read_text()).get("until", 0)
    return time.time() > min(ends, kept.stat().st_mtime + A_DAY)


def _make_demonstration(logs: Path) -> dict[str, Any]:
    if not list(BASE_DIR.glob("*/management/commands/demo.py")):
        raise CannotStart("There is no command that makes demonstration data; start with --empty.")
    text = _manage(logs, "demo", "--json", show=True)
    try:
        return dict(json.loads(text))
    except ValueError:
        raise CannotStart(f"The demonstration did not print its accounts: {text[:200]!r}") from None


def table(rows: list[Row]) -> str:
    """Return rows with the same keys as aligned columns with headings."""
    names = list(rows[0]) if rows else []
    heads = [HEADS.get(name, name) for name in names]
    lines = [heads, *([str(row.get(name, "")) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(names))]
    return "\n".join(
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _manage(logs: Path, *arguments: str, show: bool = False) -> str:
    """Run a command of manage.py; its progress goes to the screen or to a log."""
    log = logs / f"{arguments[0]}.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=BASE_DIR, check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=None if show else output, text=True,
        )  # fmt: skip
    if done.returncode != 0:
        said = "" if show else f": {last_lines(log)}"
        raise CannotStart(f"`manage.py {arguments[0]}` failed{said} (see {log})")
    return done.stdout
