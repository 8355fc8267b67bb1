"""What Postgres stores besides the columns: transaction, place and order of each row."""

from django.db import connection

from tests.owner import as_owner

PARTS = {
    "ballots_castballot": "hash",
    "ballots_issuedballot": "elector_id",
    "ballots_proofcheck": "ballot_id",
}


def hidden(table: str, key: str) -> list[tuple[str, str, int, int]]:
    """Return (key, transaction, page, place) of each row, as they lie on the disk."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}::text, xmin::text, (ctid::text::point)[0]::int, (ctid::text::point)[1]::int "  # noqa: S608
            f"FROM {table} t ORDER BY t.ctid"
        )
        rows: list[tuple[str, str, int, int]] = cursor.fetchall()
    return rows


def large_parts(table: str) -> list[tuple[int, str]]:
    """Return (number, transaction) of each row's large part (TOAST); none where no row is large."""
    with as_owner() as cursor:
        cursor.execute(
            "SELECT reltoastrelid, reltoastrelid::regclass::text FROM pg_class WHERE oid = %s::regclass",
            [table],
        )
        number, toast = cursor.fetchone()
        if not number:
            return []
        cursor.execute(f"SELECT DISTINCT chunk_id::int8, xmin::text FROM {toast} ORDER BY 1")  # noqa: S608
        rows: list[tuple[int, str]] = cursor.fetchall()
    return rows


def transactions(table: str) -> set[str]:
    """Return every transaction that wrote a row or a large part of one."""
    rows = {row[1] for row in hidden(table, PARTS[table])}
    return rows | {transaction for _number, transaction in large_parts(table)}


def former_versions(table: str) -> int:
    """Return how many dead rows the pages of the table still hold."""
    with as_owner() as cursor:
        cursor.execute("SELECT dead_tuple_count FROM pgstattuple(%s)", [table])
        return int(cursor.fetchone()[0])
