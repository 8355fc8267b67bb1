"""Values are emptied by a decision only, and one head of the chain a day is kept for those who ask."""

from django.db import migrations, models

LAWS = """
-- Called by the owner of the tables only: with the application's rights nobody empties a value.
CREATE FUNCTION audit_destroy(stated jsonb, details bigint[]) RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  decision bigint := audit_write_entry(stated || '{"act": "log.destroy"}', '', '', NULL, NULL);
  emptied integer;
BEGIN
  UPDATE audit_value SET before = NULL, after = NULL, salt = NULL, destroyed_by_id = decision
  WHERE detail_id = ANY (details) AND destroyed_by_id IS NULL AND detail_id NOT IN (
    SELECT d.id FROM audit_detail d JOIN audit_entry e ON e.id = d.entry_id WHERE e.act = 'log.destroy');
  GET DIAGNOSTICS emptied = ROW_COUNT;
  RETURN emptied;
END $$;

CREATE FUNCTION audit_note_head() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO audit_head (day, number, hash)
    SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, number, hash FROM audit_link ORDER BY number DESC LIMIT 1
    ON CONFLICT (day) DO NOTHING;
  RETURN FOUND;
END $$;

CREATE TRIGGER audit_law BEFORE UPDATE OR DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_law();
CREATE TRIGGER audit_law_whole BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_law();
REVOKE EXECUTE ON FUNCTION audit_destroy, audit_note_head FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_held")]
    operations = [
        migrations.CreateModel(
            name="DailyHead",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={"db_table": "audit_head", "ordering": ["day"]},
        ),
        migrations.RunSQL(LAWS, "DROP FUNCTION audit_destroy, audit_note_head;"),
    ]
