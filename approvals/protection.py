"""The triggers that keep a row while a request names it, made after each migration by the owner of the tables."""

from django.db import connection, transaction
from psycopg import sql

from approvals import acts


def install() -> None:
    """Make the trigger on the table of each act."""
    with transaction.atomic(), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if "approvals_approvalobject" not in there:
            return  # the migrations stopped before
        for table in acts.tables():
            if table in there:
                cursor.execute(
                    sql.SQL(
                        "CREATE OR REPLACE TRIGGER approvals_protect BEFORE DELETE ON {table} "
                        "FOR EACH ROW EXECUTE FUNCTION approvals_protect()"
                    ).format(table=sql.Identifier(table))
                )
