"""The database refuses to change, remove or empty the log, even for its owner."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.services import note
from tests.audit.chain import linked
from tests.owner import become_owner

pytestmark = pytest.mark.django_db
TABLES = ("audit_entry", "audit_detail", "audit_value", "audit_link")
COLUMN = {"audit_entry": "act", "audit_detail": "kind", "audit_value": "before", "audit_link": "number"}


def statements(table: str) -> dict[str, str]:
    return {
        "update": f"UPDATE {table} SET {COLUMN[table]} = NULL",  # noqa: S608
        "delete": f"DELETE FROM {table}",  # noqa: S608
        "truncate": f"TRUNCATE {table}",
    }


@pytest.mark.parametrize("operation", ["update", "delete", "truncate"])
@pytest.mark.parametrize("table", TABLES)
def test_the_owner_is_refused(table: str, operation: str) -> None:
    note("unit.save", text="Một")
    linked()
    become_owner()
    with (
        pytest.raises(IntegrityError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statements(table)[operation])


@pytest.mark.parametrize("operation", ["update", "delete", "truncate"])
@pytest.mark.parametrize("table", [*TABLES, "audit_pending"])
def test_the_application_has_no_right(table: str, operation: str) -> None:
    statement = statements(table)[operation] if table in COLUMN else "DELETE FROM audit_pending"
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_the_application_cannot_insert(table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(f"INSERT INTO {table} DEFAULT VALUES")


@pytest.mark.parametrize(
    "call",
    [
        "audit_write_note(1, '{}')",
        "audit_write_entry('{}', '', '', '', '')",
        "audit_open_entry('', '', '', '')",
    ],
)
def test_the_application_cannot_call_the_inner_functions(call: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(f"SELECT {call}")


def test_a_linked_entry_takes_no_more_details() -> None:
    """A statement that names the entry of an earlier transaction makes a new one."""
    pk = note("unit.save", text="Một")
    linked()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tinnhiem.entry', %s, true)", [str(pk)])
        cursor.execute(
            "INSERT INTO officials_unit (name, place, document_code, drafting_code, superior_on_letterhead) "
            "VALUES ('Sở', 'Huế', '', '', false)"
        )
        cursor.execute("SELECT count(*) FROM audit_detail WHERE entry_id = %s", [pk])
        assert cursor.fetchone() == (1,)


def test_functions_of_the_log_have_a_fixed_search_path() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname LIKE 'audit_%%' "
            "AND proconfig IS DISTINCT FROM '{\"search_path=public, pg_temp\"}'"
        )
        assert cursor.fetchall() == []
