"""A tree stays a tree, also when two people move units at the same moment."""

from django.db import migrations

LAWS = """
CREATE FUNCTION officials_unit_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  above bigint := NEW.parent_id;
BEGIN
  -- One mover at a time: two moves, each lawful alone, could close a circle together.
  PERFORM pg_advisory_xact_lock(hashtext('officials_unit_tree'));
  WHILE above IS NOT NULL LOOP
    IF above = NEW.id THEN
      RAISE EXCEPTION 'unit %: stands below itself', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_not_below_itself';
    END IF;
    SELECT parent_id INTO above FROM officials_unit WHERE id = above;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER officials_unit_law BEFORE INSERT OR UPDATE OF parent_id ON officials_unit
  FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION officials_unit_law();
"""


class Migration(migrations.Migration):
    dependencies = [("officials", "0001_initial")]
    operations = [migrations.RunSQL(LAWS, "DROP FUNCTION officials_unit_law CASCADE;")]
