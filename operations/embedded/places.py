"""Paths of the embedded servers. Reads folders, changes nothing."""

import hashlib
import importlib.util
import os
import stat
from dataclasses import dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# The address of a socket has at most 107 bytes; the longest name is ".s.PGSQL.5432.lock".
_SOCKET_FOLDER_LIMIT = 107 - len("/.s.PGSQL.5432.lock")


@dataclass(frozen=True, kw_only=True)
class Places:
    """Folders of one instance; `data` is the product's, the others belong to the servers."""

    data: Path
    servers: Path
    sockets: Path

    @property
    def postgres(self) -> Path:
        return self.servers / "postgres"

    @property
    def valkey(self) -> Path:
        return self.servers / "valkey"

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def postgres_log(self) -> Path:
        return self.postgres / "server.log"


def data_dir() -> Path:
    """Return `TINNHIEM_DATA`, or `var` in the checkout."""
    return Path(os.environ.get("TINNHIEM_DATA") or BASE_DIR / "var").absolute()


def is_given(variable: str) -> bool:
    """Return whether the environment holds the variable, or names a file that does."""
    return bool(os.environ.get(variable) or os.environ.get(f"{variable}_FILE"))


def places(data: Path | None = None) -> Places:
    """Return the folders that belong to a data folder; the same for every process."""
    data = data or data_dir()
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    servers = data / "servers"
    if os.geteuid() == 0 and not reachable_by_all(data):
        servers = Path("/var/lib/tinnhiem") / mark
    sockets = servers / "sockets"
    if len(os.fsencode(sockets)) > _SOCKET_FOLDER_LIMIT:
        sockets = Path("/tmp") / f"tinnhiem-{os.geteuid()}-{mark}"  # noqa: S108 (made 0700 and checked)
    return Places(data=data, servers=servers, sockets=sockets)


def reachable_by_all(folder: Path) -> bool:
    """Return whether any account may reach the folder, or the place where it will be created, through links too."""
    paths = (folder, folder.resolve())
    existing = (step for path in paths for step in (path, *path.parents) if step.exists())
    return all(step.stat().st_mode & stat.S_IXOTH for step in existing)


def wheel(package: str) -> Path:
    """Return the folder of an installed wheel without importing it, which would run its set-up."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent
