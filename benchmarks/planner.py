"""What Postgres' planner believes about tables that a transaction fills."""

from django.db import connection

_FILLED = """
    SELECT current_user, string_agg(relid::regclass::text, ', ')
    FROM pg_stat_xact_user_tables JOIN pg_class ON pg_class.oid = relid
    WHERE n_tup_ins > 0 AND pg_has_role(session_user, relowner, 'USAGE')
    GROUP BY current_user
    """


def count_rows() -> None:
    """Let the planner know the rows of this transaction, where the session's role owns the tables, as in tests.

    Once rows were rolled back, autovacuum notes that their tables are empty; joins over the next rows then read
    whole tables again and again, for minutes.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FILLED)
        role, tables = cursor.fetchone() or (None, None)
        if tables:
            cursor.execute(f"SET LOCAL ROLE NONE; ANALYZE {tables}; SET LOCAL ROLE {role}")
