"""Everything on the machine beside the database's tables, searched for what names a ballot."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import redis
from django.contrib.sessions.models import Session

from ballots.models import CastBallot
from ballots.protocol.receipt import short_code
from tests.faults.stack import Stack
from tests.secrecy import order
from tests.secrecy.links import rows
from tests.secrecy.running.listening import readable

OWN_TABLES = ("ballots_castballot", "ballots_proofcheck")
# Also where they stand inside something longer.
LETTERS = re.compile(rb"(?=([0-9a-f]{64}|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}))")


def names_of_ballots() -> set[bytes]:
    """Return what names a ballot: hash and credential, and the code of the receipt."""
    found: set[bytes] = set()
    for hash_, credential in CastBallot.objects.values_list("hash", "credential"):
        found |= {hash_.encode(), credential.encode(), short_code(bytes.fromhex(hash_)).encode()}
    return found


def named_in(content: bytes, names: set[bytes]) -> set[bytes]:
    return names.intersection(LETTERS.findall(content))


def files(stack: Stack) -> Iterator[Path]:
    """Every file of product and servers but the tables' own."""
    for folder in (stack.places.data, stack.places.servers):
        for path in folder.rglob("*"):
            if path.is_file() and "base" not in path.relative_to(folder).parts[:3]:
                yield path


def files_that_name(stack: Stack, names: set[bytes]) -> list[str]:
    return sorted(path.name for path in files(stack) if named_in(path.read_bytes(), names))


def tables_that_name(names: set[bytes]) -> list[str]:
    tables = rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace = 'public'::regnamespace"
    )
    others = sorted({table for (table,) in tables} - own_tables())
    return [table for table in others if named_in(_content(table), names)]


def own_tables() -> set[str]:
    """Return the tables of ballots and verdicts, with their archive and shelves."""
    return {leaf for table in OWN_TABLES for leaf in (table, *order.leaves(table))}


def _content(table: str) -> bytes:
    (found,) = rows(f"SELECT string_agg(t::text, ' ') FROM \"{table}\" t")  # noqa: S608
    return str(found[0]).encode()


def queue_and_cache(stack: Stack) -> bytes:
    """Return every key of the queue, the results and the cache with what it holds, readable."""
    content = b""
    for number in (0, 1):
        server = redis.Redis(unix_socket_path=str(stack.places.valkey_socket), db=number)
        for key in server.scan_iter():
            content += key + b" " + b"\n".join(_parts(server, key)) + b"\n"
    return readable(content)


def _parts(server: redis.Redis, key: bytes) -> Iterable[bytes]:
    """Return what a key holds; a kind that nothing here uses is an error."""
    reads: dict[bytes | str, Callable[[], Any]] = {
        b"string": lambda: [server.get(key)],
        b"list": lambda: server.lrange(key, 0, -1),
        b"set": lambda: server.smembers(key),
        b"zset": lambda: server.zrange(key, 0, -1),
        b"hash": lambda: chain.from_iterable(server.hgetall(key).items()),
        b"none": list,  # gone meanwhile
    }
    return [part for part in reads[server.type(key)]() if part is not None]


def sessions() -> bytes:
    """Return what the sessions hold; in their table it is signed, packed and written in base64."""
    return b"\n".join(
        json.dumps(session.get_decoded(), ensure_ascii=False).encode() for session in Session.objects.all()
    )


def statistics() -> bytes:
    """Return what Postgres shows of its work: statements, counters, samples of columns."""
    views = rows(
        "SELECT viewname FROM pg_views WHERE viewname LIKE 'pg_stat%%' AND schemaname = 'pg_catalog'"
    )
    return b" ".join(
        str(rows(f'SELECT string_agg(v::text, chr(10)) FROM "{view}" v {_others(view)}')).encode()  # noqa: S608
        for (view,) in views
    )


def _others(view: str) -> str:
    """Leave out samples of the box's own columns: some of what stands there, sorted by value."""
    own = ", ".join(f"'{table}'" for table in sorted(own_tables()))
    return f"WHERE tablename NOT IN ({own})" if view == "pg_stats" else ""


def moments() -> set[str]:
    """Return every column in which most people or ballots have distinct times; migrations concern neither."""
    columns = rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND table_name <> 'django_migrations' AND data_type LIKE 'timestamp%%'"
    )
    return {
        f"{table}.{column}"
        for table, column in columns
        if rows(f'SELECT count(DISTINCT "{column}") > 100 FROM "{table}"')[0][0]  # noqa: S608
    }


def sequences() -> dict[str, int]:
    return dict(rows("SELECT sequencename, last_value FROM pg_sequences"))
