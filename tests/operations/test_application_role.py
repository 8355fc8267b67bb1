"""What Postgres refuses to the application: it changes rows, never the tables and the laws over them."""

from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from ballots.shelves import SHELVES
from operations import rights
from operations.embedded import roles
from tests.ballots.hall import VoterDevice, open_round, voters

pytestmark = pytest.mark.django_db
BOX = "ballots_castballot"
REFUSED = {
    "alter": f"ALTER TABLE {BOX} ADD COLUMN voter text",
    "disable a trigger": f"ALTER TABLE {BOX} DISABLE TRIGGER USER",
    "drop a trigger": f"DROP TRIGGER ballots_castballot_law ON {BOX}",
    "add a trigger": f"CREATE TRIGGER spy BEFORE INSERT ON {BOX} FOR EACH ROW EXECUTE FUNCTION ballots_insert_only()",
    "truncate": f"TRUNCATE {BOX} CASCADE",
    "drop": f"DROP TABLE {BOX} CASCADE",
    "rename": f"ALTER TABLE {BOX} RENAME TO other",
    "create a table": "CREATE TABLE spied (ballot text)",
    "create a schema": "CREATE SCHEMA spy",
    "turn triggers off": "SET session_replication_role = replica",
    "replace a function": "CREATE OR REPLACE FUNCTION ballots_insert_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "create a function": "CREATE FUNCTION spy() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "change a function": "ALTER FUNCTION ballots_insert_only() SET search_path = pg_temp",
    "drop a function": "DROP FUNCTION ballots_insert_only() CASCADE",
    "write migrations": "DELETE FROM django_migrations",
    "create an extension": "CREATE EXTENSION citext",
    "create a database": "CREATE DATABASE spied",
    "create a role": "CREATE ROLE spy SUPERUSER LOGIN",
    "read a file": "SELECT pg_read_file('/etc/passwd')",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
}


def logged_in(role: str) -> Any:
    return roles.connected(settings.PLACES, role, str(connection.settings_dict["NAME"]))


@pytest.mark.parametrize("change", REFUSED)
def test_the_application_cannot(change: str) -> None:
    """Logged in as itself, as web server, worker and beat are."""
    with logged_in(roles.APPLICATION) as server, pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.execute(REFUSED[change])


def test_the_application_cannot_become_the_owner() -> None:
    with logged_in(roles.APPLICATION) as server, pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.execute(f"SET ROLE {roles.OWNER}")


def test_ordinary_tests_act_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == (roles.APPLICATION, roles.OWNER)


def test_temporary_table_does_not_deceive_a_trigger() -> None:
    """A session may have a table `rounds_round` of its own, in which the open box is closed."""
    round_ = open_round()
    VoterDevice(round_, voters(round_)[0]).take().cast()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE rounds_round AS SELECT * FROM public.rounds_round")
        cursor.execute("UPDATE pg_temp.rounds_round SET state = 'closed'")
        cursor.execute("SELECT set_config('tinnhiem.rewrite', %s, true)", [str(round_.pk)])
        with pytest.raises(IntegrityError, match="cannot be deleted"), transaction.atomic():
            cursor.execute("DELETE FROM ballots_proofcheck; DELETE FROM ballots_castballot")


def test_application_may_rewrite_the_tables_of_the_box() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind = 'r' AND has_table_privilege(%s, oid, 'maintain')",
            [roles.APPLICATION],
        )
        assert sorted(name for (name,) in cursor.fetchall()) == sorted(rights.MAINTAINED)
    assert len(rights.MAINTAINED) == SHELVES * 3 + 2  # and the sealed keys, and what is held for the log


def test_every_trigger_function_reads_our_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
            "AND prorettype = 'trigger'::regtype AND proconfig IS DISTINCT FROM '{\"search_path=public, pg_temp\"}'"
        )
        assert cursor.fetchall() == []
