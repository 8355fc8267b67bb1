"""Embedded servers with tables: copying those of the tests takes a tenth of the processor time of migrating."""

import subprocess

from django.db import connection

from operations.embedded import postgres, roles, servers
from operations.embedded.account import run_as
from operations.embedded.places import Places


def start_filled(where: Places) -> None:
    """Start servers and copy the tables of the tests' database, which are empty but for what migrations put in."""
    servers.start(where)
    programs, known = postgres.binaries(where), connection.settings_dict
    dump = [str(programs / "pg_dump"), "-h", known["HOST"], "-U", roles.OWNER, known["NAME"]]
    taken = subprocess.run(dump, capture_output=True, check=True, cwd="/", **run_as())
    here = ["-h", str(where.sockets), "-U", roles.OWNER, roles.DATABASE]
    fill = [str(programs / "psql"), "-q", *here]
    subprocess.run(fill, input=taken.stdout, capture_output=True, check=True, cwd="/", **run_as())
