"""A round comes into the world as a draft, so that no state is reached around the life cycle."""

from django.db import migrations

LAW = """
CREATE FUNCTION rounds_birth_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'round %: begins as a draft, not as %', NEW.id, NEW.state
    USING ERRCODE = 'check_violation', CONSTRAINT = 'round_begins_as_draft';
END $$;
CREATE TRIGGER rounds_birth_law BEFORE INSERT ON rounds_round
  FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION rounds_birth_law();
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0003_regulations")]
    operations = [migrations.RunSQL(LAW, "DROP FUNCTION rounds_birth_law CASCADE;")]
