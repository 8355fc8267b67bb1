"""An act with an entry of its own is entered at once, also when no watched row changes."""

from django.db import migrations

BEGIN = """
CREATE FUNCTION audit_begin(stated jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  made bigint := audit_write_entry(stated, '', '', NULL, NULL);
BEGIN
  PERFORM set_config('tinnhiem.act', stated::text, true), set_config('tinnhiem.entry', made::text, true);
  RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION audit_begin FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_laws")]
    operations = [migrations.RunSQL(BEGIN, "DROP FUNCTION audit_begin;")]
