"""The operating system account of the servers."""

import os
import pwd
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict


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


def may_enter(folder: Path) -> bool:
    """Return whether the folder is ours; another user's folder of that name is refused."""
    owner = folder.stat().st_uid
    return owner in set(_ours())


def _ours() -> Iterator[int]:
    yield os.geteuid()
    account = run_as()
    if account:
        yield account["user"]
