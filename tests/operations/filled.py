"""Databases with tables: copying those of the tests takes a tenth of the processor time of migrating."""

import subprocess

from django.db import connection

from operations.embedded import postgres, roles, servers
from operations.embedded.account import run_as
from operations.embedded.places import Places


def start_filled(where: Places) -> None:
    """Start servers and copy the tables of the tests' database, which are empty but for what migrations put in."""
    servers.start(where)
    fill(where, roles.DATABASE, dumped(where, str(connection.settings_dict["NAME"])))


def dumped(where: Places, name: str, *options: str) -> bytes:
    """Return tables and rows of a database of the tests as SQL; `where` has the programs, `options` are pg_dump's."""
    host = str(connection.settings_dict["HOST"])
    command = [str(postgres.binaries(where) / "pg_dump"), *options, "-h", host, "-U", roles.OWNER, name]
    return subprocess.run(command, capture_output=True, check=True, cwd="/", **run_as()).stdout


def fill(where: Places, name: str, dump: bytes) -> None:
    """Run SQL of `dumped` in an empty database of these servers."""
    command = [
        str(postgres.binaries(where) / "psql"),
        "-q",
        "-h",
        str(where.sockets),
        "-U",
        roles.OWNER,
        name,
    ]
    subprocess.run(command, input=dump, capture_output=True, check=True, cwd="/", **run_as())
