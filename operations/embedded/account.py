"""The operating system account of the servers."""

import contextlib
import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from operations.errors import CannotStart


class RunAs(TypedDict, total=False):
    """Arguments of `subprocess.run` that change the account."""

    user: int
    group: int
    extra_groups: list[int]


def run_as() -> RunAs:
    """Return {} for an ordinary user, `nobody` for root, since Postgres refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def own(folder: Path) -> None:
    """Create a folder that only the servers' account and root can enter."""
    folder.mkdir(parents=True, exist_ok=True)
    account = run_as()
    if account:
        os.chown(folder, account["user"], account["group"])
    folder.chmod(0o700)


def put_right(folder: Path) -> None:
    """Give a folder of the servers back to their account, and keep others out, after it was copied or unpacked.

    Raises `CannotStart` if this account may not do so.
    """
    try:
        if account := run_as():
            for path in (folder, *folder.rglob("*")):
                with contextlib.suppress(FileNotFoundError):  # a process of a killed server removed it
                    if path.lstat().st_uid != account["user"]:
                        os.chown(path, account["user"], account["group"], follow_symlinks=False)
        if stat.S_IMODE(folder.stat().st_mode) not in (0o700, 0o750):
            folder.chmod(0o700)
        sum(1 for _entry in folder.iterdir())
    except PermissionError as problem:
        name = pwd.getpwuid(os.geteuid()).pw_name
        raise CannotStart(
            f"{folder} belongs to another account. As root: chown -R {name} {folder}; chmod 700 {folder}"
        ) from problem


def may_enter(folder: Path) -> bool:
    """Return whether the folder is ours; another user's folder of that name is refused."""
    owner = folder.stat().st_uid
    return owner in set(_ours())


def _ours() -> Iterator[int]:
    yield os.geteuid()
    account = run_as()
    if account:
        yield account["user"]
