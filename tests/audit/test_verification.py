"""The check finds and names each change that a superuser makes with the triggers off."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation

from audit.models import Detail, Entry
from audit.services import act, note
from officials.models import Unit
from tests.audit.chain import faults, linked, tampering
from tests.owner import as_owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> list[Entry]:
    """Five entries: a bulk act in the middle, its link the third."""
    made = [note("unit.save", text=f"Số {number}") for number in range(2)]
    with act("unit.save"):
        Unit.objects.bulk_create(Unit(name=f"Phòng {number}", place="Huế") for number in range(4))
    made += [note("unit.save", text=f"Số {number}") for number in range(2)]
    linked()
    return list(Entry.objects.order_by("pk"))[-5:]


def bulk_rows() -> list[Detail]:
    return list(Detail.objects.filter(table_name="officials_unit").order_by("pk"))


def test_whole_log_has_no_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    "column",
    ["act = 'role.give'", "at = at - interval '1 day'", "source = 'x'", "subject_id = '9'", "unit_id = 9",
     "round_id = gen_random_uuid()"],
)  # fmt: skip
def test_changed_entry_is_named(entries: list[Entry], column: str) -> None:
    with tampering() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {column} WHERE id = %s", [entries[1].pk])  # noqa: S608
    (fault,) = faults()
    assert f"entry {entries[1].pk}" in fault


def test_removed_entry_is_named(entries: list[Entry]) -> None:
    with tampering() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [entries[2].pk])
    assert any(f"entry {entries[2].pk} of link" in fault for fault in faults())


def test_removed_link_is_named(entries: list[Entry]) -> None:
    number = entries[2].link.number
    with tampering() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE number = %s", [number])
    assert any(f"link {number} is missing" in fault for fault in faults())


def test_removed_entry_with_all_traces_is_named(entries: list[Entry]) -> None:
    """Closing the gap by moving later links does not help: they do not continue."""
    number = entries[2].link.number
    with tampering() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE number = %s", [number])
        cursor.execute("UPDATE audit_link SET number = -number WHERE number > %s", [number])
        cursor.execute("UPDATE audit_link SET number = -number - 1 WHERE number < 0")
        cursor.execute("DELETE FROM audit_detail WHERE entry_id = %s", [entries[2].pk])
        cursor.execute(
            "DELETE FROM audit_value v WHERE NOT EXISTS (SELECT FROM audit_detail WHERE id = v.detail_id)"
        )
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [entries[2].pk])
    assert any(f"link {number} (entry {entries[3].pk}) does not continue" in fault for fault in faults())


def test_inserted_entry_is_named() -> None:
    with tampering() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (act, at, source, subject_table, subject_id) "
            "VALUES ('role.give', now(), 'web', '', '') RETURNING id"
        )
        pk = cursor.fetchone()[0]
    (fault,) = faults()
    assert f"entry {pk} (role.give) was inserted" in fault


def test_exchanged_links_are_named(entries: list[Entry]) -> None:
    first, second = entries[1].link.number, entries[2].link.number
    with tampering() as cursor:
        for pair in ((first, -1), (second, first), (-1, second)):
            cursor.execute("UPDATE audit_link SET number = %s WHERE number = %s", [pair[1], pair[0]])
    found = faults()
    assert any(f"link {first} (entry {entries[2].pk}) does not continue" in fault for fault in found)


TAMPERING = {
    "value": 'UPDATE audit_value SET after = \'{"name": "other"}\' WHERE detail_id = %s',
    "salt": "UPDATE audit_value SET salt = '\\x00' WHERE detail_id = %s",
    "hash": "UPDATE audit_detail SET hash = sha256('x') WHERE id = %s",
    "row": "UPDATE audit_detail SET row_id = '999999' WHERE id = %s",
    "owner": "UPDATE audit_detail SET owner_id = '9' WHERE id = %s",
    "no value": "DELETE FROM audit_value WHERE detail_id = %s",
    "emptied": "UPDATE audit_value SET before = NULL, after = NULL, salt = NULL, destroyed_by_id = 1 WHERE detail_id = %s",
}


@pytest.mark.parametrize("change", TAMPERING)
def test_changed_detail_is_named(change: str) -> None:
    row = bulk_rows()[2]
    with tampering() as cursor:
        cursor.execute(TAMPERING[change], [row.pk])
    assert any(f"detail {row.pk} " in fault for fault in faults())


def test_detail_that_fits_its_value_is_found_through_its_entry() -> None:
    """A superuser may compute the hash of a detail anew, not that of the chain."""
    row = bulk_rows()[1]
    with tampering() as cursor:
        cursor.execute("UPDATE audit_value SET after = '{}' WHERE detail_id = %s", [row.pk])
        cursor.execute(
            "UPDATE audit_detail d SET hash = audit_detail_hash(salt, id, table_name, row_id, owner_table, owner_id, "
            "kind, before, after) FROM audit_value WHERE detail_id = id AND id = %s",
            [row.pk],
        )
    assert faults() == [f"entry {row.entry_id}: its details were changed or exchanged"]


def test_removed_and_inserted_details_are_named() -> None:
    row = bulk_rows()[1]
    with tampering() as cursor:
        cursor.execute("DELETE FROM audit_value WHERE detail_id = %s", [row.pk])
        cursor.execute("DELETE FROM audit_detail WHERE id = %s", [row.pk])
    assert faults() == [f"entry {row.entry_id} has 3 details instead of 4"]


def test_disabled_trigger_is_named() -> None:
    with transaction.atomic(), as_owner() as cursor:
        cursor.execute("ALTER TABLE officials_unit DISABLE TRIGGER audit_update")
    assert faults() == ["table officials_unit is not watched: its triggers are missing or disabled"]


def run(*arguments: str) -> str:
    output = StringIO()
    with translation.override("en"):
        call_command("audit", *arguments, stdout=output)
    return output.getvalue()


def test_command_checks_a_printed_head(entries: list[Entry]) -> None:
    printed = run("head").split()[-1]
    note("unit.save", text="Sau")
    linked()
    assert "whole" in run("verify", "--head", printed)
    with pytest.raises(CommandError):
        run("verify", "--head", "00" * 32)
    with pytest.raises(CommandError):
        run("verify", "--head", "x")


def test_log_cut_off_at_its_end_is_found_by_a_printed_head(entries: list[Entry]) -> None:
    printed = run("head").split()[-1]
    with tampering() as cursor:
        cursor.execute(
            "DELETE FROM audit_value v USING audit_detail d WHERE d.id = v.detail_id AND d.entry_id = %s",
            [entries[4].pk],
        )
        cursor.execute("DELETE FROM audit_detail WHERE entry_id = %s", [entries[4].pk])
        cursor.execute("DELETE FROM audit_link WHERE entry_id = %s", [entries[4].pk])
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [entries[4].pk])
    assert faults() == []
    with pytest.raises(CommandError):
        run("verify", "--head", printed)
