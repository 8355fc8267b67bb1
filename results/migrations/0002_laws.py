"""Opened counts and what was signed are only written, never changed."""

from django.db import migrations

TABLES = ["tally", "linecount", "minutessignature", "certification", "publication"]
LAWS = "\n".join(
    f"CREATE TRIGGER results_{table}_law BEFORE UPDATE OR DELETE ON results_{table} "
    "FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();"
    for table in TABLES
)
UNDO = "\n".join(f"DROP TRIGGER results_{table}_law ON results_{table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("results", "0001_initial"), ("ballots", "0002_laws")]
    operations = [migrations.RunSQL(LAWS, UNDO)]
