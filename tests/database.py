"""The tests' database: a copy of a template that the migrations filled once.

The template's name holds a fingerprint of the code that decides its tables and rows. When that code
changes, the next run migrates anew; no test sees an old schema. Copying takes a tenth of migrating.
"""

import ast
import functools
import hashlib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection, connections
from psycopg.errors import DeadlockDetected, LockNotAvailable

from benchmarks import place
from operations.embedded import roles
from operations.embedded.places import BASE_DIR
from operations.embedded.roles import APPLICATION, OWNER
from tests.owner import unguarded

MIGRATED = "migrated"  # the schema that keeps a copy of the rows which the migrations made
_PREFIX = "template_tinnhiem_"
_KEPT_TEMPLATES = 3  # keep several templates, because branches may share a server
_LOCK = 7_246_021  # of Postgres; any number, the same for every run
_USUAL = connection.settings_dict["NAME"]
_MADE_BY = (
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "tinnhiem/settings/*.py",
    "tests/database.py",
)
_RIGHTS = (
    "operations/rights.py",
    "operations/roles.sql",
    "audit/capture.py",
    "audit/tables.py",
    "*/logged.py",
    "*/bindings.py",
    "approvals/protection.py",
)
_DIFFERS = """
    SELECT '{table}' WHERE (SELECT count(*) FROM public.{table}) <> (SELECT count(*) FROM {kept}.{table})
    OR EXISTS (SELECT {columns} FROM public.{table} EXCEPT ALL SELECT {columns} FROM {kept}.{table})
    """


def make(*, anew: bool = False) -> None:
    """Work on a new database from here on; `anew` migrates even if nothing has changed.

    This process logs in as the owner of the tables and acts as the application (`tests.owner`).
    """
    _log_in(OWNER, acting_as=None)
    name, template = _name(), _PREFIX + fingerprint()
    with _server_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        _let_owner_tamper()  # two of these at once disturb each other
        if anew or template not in _templates(cursor):
            _make_template(cursor, name, template)
        place.drop(name)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _use(name)
    _log_in(OWNER, acting_as=APPLICATION)


def drop() -> None:
    """Return to the usual database and drop that of the tests."""
    name = connection.settings_dict["NAME"]
    _use(_USUAL)
    _log_in(OWNER, acting_as=None)
    place.drop(name)


def restore() -> None:
    """Put the tables back, again if the last request of a closed page holds a lock, for long or in another order."""
    for _attempt in range(5):
        try:
            return _restore()
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected | LockNotAvailable):
                raise
    return _restore()


def _restore() -> None:
    """Put the tables back to what the migrations made.

    Django's own flush makes content types anew under other numbers and drops the rule sets. Deleting
    takes a tenth of truncating; triggers that forbid it, and foreign keys, are off meanwhile.
    """
    with unguarded() as cursor:
        names = tables(cursor)
        cursor.execute(f"LOCK TABLE {', '.join(names)}")  # wait for open writes, as TRUNCATE does
        if changed := _changed(cursor, names):
            cursor.execute("; ".join(f"DELETE FROM public.{table}" for table in changed))  # noqa: S608
            _fill(cursor, changed)
        ContentType.objects.clear_cache()


def _changed(cursor: Any, names: list[str]) -> list[str]:
    """Return the tables whose rows are not those that the migrations made."""
    made = _columns_of_made()
    differing = [_DIFFERS.format(table=table, columns=made[table], kept=MIGRATED) for table in made]
    cursor.execute(" UNION ALL ".join(differing))
    changed = [table for (table,) in cursor.fetchall()]
    return [*changed, *_filled(cursor, "public", [table for table in names if table not in made])]


@functools.cache
def _columns_of_made() -> dict[str, str]:
    """Return table → columns, of the tables in which the migrations made rows."""
    with connection.cursor() as cursor:
        written = written_columns(cursor)
        return {table: written[table] for table in _filled(cursor, MIGRATED, tables(cursor))}


def _filled(cursor: Any, schema: str, names: list[str]) -> list[str]:
    """Return the tables that have rows."""
    cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM {schema}.{name} LIMIT 1)" for name in names))  # noqa: S608
    return [name for (name,) in cursor.fetchall()]


def truncate() -> None:
    """Restore the tables as `restore` does, but in new files, so that no row reuses the place of a deleted one."""
    with unguarded() as cursor:
        names = tables(cursor)
        cursor.execute(f"TRUNCATE {', '.join(names)}")
        _fill(cursor, names)
        ContentType.objects.clear_cache()


def tables(cursor: Any) -> list[str]:
    return [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]


def _fill(cursor: Any, names: list[str]) -> None:
    written = written_columns(cursor)
    filling = (
        f"INSERT INTO public.{table} ({written[table]}) SELECT {written[table]} FROM {MIGRATED}.{table}"  # noqa: S608
        for table in names
    )
    cursor.execute("; ".join(filling))


def written_columns(cursor: Any) -> dict[str, str]:
    """Return table → its columns, without those that the database generates."""
    # The view of the standard, `information_schema.columns`, takes ten times as long.
    cursor.execute(
        "SELECT relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum) "
        "FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
        "AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY relname"
    )
    return {connection.ops.quote_name(table): columns for table, columns in cursor.fetchall()}


def _name() -> str:
    creation: Any = connection.creation
    return str(creation._get_test_db_name())


@contextmanager
def _server_cursor() -> Iterator[Any]:
    creation: Any = connection.creation
    with creation._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # another run may be migrating
        yield cursor


def _templates(cursor: Any) -> list[str]:
    """Return the templates of this server, the newest first."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [f"{_PREFIX}%"])
    return [name for (name,) in cursor.fetchall()]


def _make_template(cursor: Any, name: str, template: str) -> None:
    place.drop(name)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    with connection.cursor() as inside:
        inside.execute(f"CREATE SCHEMA {MIGRATED}")
        for table in connection.introspection.table_names(inside):
            inside.execute(f'CREATE TABLE {MIGRATED}."{table}" AS TABLE public."{table}"')
        inside.execute(f"GRANT USAGE ON SCHEMA {MIGRATED} TO {APPLICATION}")
        inside.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {MIGRATED} TO {APPLICATION}")
    _let_owner_look(name)
    _use(_USUAL)
    for old in [template, *_templates(cursor)[_KEPT_TEMPLATES - 1 :]]:
        place.drop(old)
    cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{template}"')


def _let_owner_tamper() -> None:
    """Allow the owner to fill tables without triggers, and to look at the places of rows."""
    with roles.connected(settings.PLACES, roles.SUPERUSER, "postgres") as server:
        server.execute(f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}")
        server.execute(f"GRANT pg_stat_scan_tables TO {OWNER}")


def _let_owner_look(name: str) -> None:
    with roles.connected(settings.PLACES, roles.SUPERUSER, name) as inside:
        inside.execute(f"CREATE EXTENSION pgstattuple; GRANT USAGE ON SCHEMA pg_toast TO {OWNER}")


def _log_in(role: str, *, acting_as: str | None) -> None:
    _close_connections()
    known = connection.settings_dict
    known["USER"] = role
    options = settings.DATABASE_OWNER["OPTIONS"]
    acting = f" -c role={acting_as}" if acting_as else ""
    known["OPTIONS"] = {**options, "options": options["options"] + acting}


def _use(name: Any) -> None:
    """Let every new connection of this process go to the named database."""
    _close_connections()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _close_connections() -> None:
    connections.close_all()
    close_pool: Any = getattr(connection, "close_pool")  # noqa: B009 (of the Postgres wrapper only)
    close_pool()


def fingerprint() -> str:
    """Change with the migrations, what they import, the models, the settings, and the packages."""
    digest = hashlib.sha256((BASE_DIR / "requirements-test.txt").read_bytes())
    for file in sorted(sources()):
        digest.update(str(file.relative_to(BASE_DIR)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def sources() -> set[Path]:
    """Return the files that decide what the migrations make."""
    found = {file for pattern in (*_MADE_BY, *_RIGHTS) for file in BASE_DIR.glob(pattern)}
    waiting = [file for file in found if file.parent.name == "migrations"]
    while waiting:
        new = set(_imported(waiting.pop())) - found
        found |= new
        waiting += new
    return found


def _imported(file: Path) -> Iterator[Path]:
    """Yield the files of this repository that a file imports."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        paths = [BASE_DIR.joinpath(*name.split(".")) for name in names]
        candidates = itertools.chain.from_iterable((p.with_suffix(".py"), p / "__init__.py") for p in paths)
        yield from (path for path in candidates if path.is_file())
