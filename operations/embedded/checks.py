"""Checks before the start; each refusal is one sentence."""

import errno
import fcntl
import os
import shutil
import socket
from pathlib import Path
from typing import IO

from operations.embedded.places import Places
from operations.errors import CannotStart

LEAST_FREE = 300 * 1024 * 1024


def port_is_free(host: str, port: int) -> None:
    """Refuse an address of another machine, and a port that is in use or not permitted."""
    with socket.socket(_family(host, port), socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotStart(f"This account may not use port {port}; set PORT to 1024 or more.") from None
        except OSError as problem:
            if problem.errno == errno.EADDRNOTAVAIL:
                raise _not_here(host) from None
            raise CannotStart(f"Port {port} is busy ({problem.strerror}); set PORT to another.") from None


def _family(host: str, port: int) -> socket.AddressFamily:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        raise _not_here(host) from None


def _not_here(host: str) -> CannotStart:
    return CannotStart(f"This machine has no address {host}; give another with --host.")


def disk_has_room(folder: Path) -> None:
    """Refuse to start on a nearly full disk, where casting would fail."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        least = LEAST_FREE // 1024**2
        raise CannotStart(f"Only {free // 1024**2} MB are free at {folder}; {least} MB are needed.")


def the_only_one(places: Places) -> IO[str]:
    """Lock the data folder until the returned file is closed."""
    try:
        places.data.mkdir(parents=True, exist_ok=True)
        lock = (places.data / "server.lock").open("a+")
    except OSError as problem:
        raise CannotStart(f"Cannot write to the data folder {places.data}: {problem.strerror}.") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip()
        lock.close()
        raise CannotStart(f"It runs already from this data folder (process {holder}).") from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
