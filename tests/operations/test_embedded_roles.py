"""The embedded Postgres has an owner and an application; a folder of a former release is converted."""

import psycopg
import pytest

from operations.embedded import postgres, roles, servers
from operations.embedded.places import Places

FORMER = """
CREATE TABLE kept AS SELECT 1 AS one;
CREATE FUNCTION law() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE EXTENSION pg_trgm;
"""
KINDS = "SELECT rolname, rolsuper FROM pg_roles WHERE rolcanlogin ORDER BY rolname"
APART = [("postgres", True), ("tinnhiem", False), ("tinnhiem_owner", False)]


@pytest.fixture
def former(instance: Places, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A running cluster as the former release made it: one role, a superuser, owns everything."""
    with monkeypatch.context() as patch:
        patch.setattr(roles, "SUPERUSER", "tinnhiem")
        patch.setattr(roles, "prepare", lambda _places: None)
        servers.start(instance)
    with roles.connected(instance, "tinnhiem", "postgres") as server:
        server.execute("CREATE DATABASE tinnhiem")
    with roles.connected(instance, "tinnhiem", "tinnhiem") as inside:
        inside.execute(FORMER)
    return instance


def kinds(where: Places) -> list[tuple[object, ...]]:
    with roles.connected(where, roles.SUPERUSER, "postgres") as server:
        return server.execute(KINDS).fetchall()


def test_new_cluster_has_three_roles(instance: Places) -> None:
    servers.start(instance)
    assert kinds(instance) == APART
    with roles.connected(instance, roles.OWNER, roles.DATABASE) as owner:
        owner.execute("CREATE TABLE made (one int)")
        owner.execute("CREATE DATABASE restored")
    with (
        roles.connected(instance, roles.APPLICATION, "restored") as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute("CREATE TABLE made (one int)")


def test_former_cluster_is_converted(former: Places) -> None:
    servers.start(former)
    assert kinds(former) == APART
    with roles.connected(former, roles.APPLICATION, roles.DATABASE) as application:
        application.execute("INSERT INTO kept VALUES (2)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("ALTER TABLE kept ADD COLUMN two int")
    with roles.connected(former, roles.OWNER, roles.DATABASE) as owner:
        owner.execute("ALTER TABLE kept ADD COLUMN two int; DROP FUNCTION law")


def test_interrupted_conversion_goes_on(former: Places) -> None:
    with roles.connected(former, "tinnhiem", "postgres") as server:
        server.execute("CREATE ROLE tinnhiem_setup SUPERUSER LOGIN")
    servers.start(former)
    assert kinds(former) == APART


def test_rights_that_need_a_superuser_reach_restored_databases(instance: Places) -> None:
    """Restoring makes its database as the owner, who cannot grant them."""
    servers.start(instance)
    with roles.connected(instance, roles.OWNER, "postgres") as owner:
        owner.execute("CREATE DATABASE restored")
    with roles.connected(instance, roles.APPLICATION, "restored") as application:
        found = application.execute("SELECT has_function_privilege('pg_switch_wal()', 'execute')")
        assert found.fetchone() == (True,)


def test_second_start_changes_nothing(instance: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    servers.start(instance)
    monkeypatch.setattr(roles, "_give_databases", lambda _server: pytest.fail("prepared again"))
    servers.start(instance)
    assert postgres.running(instance)
