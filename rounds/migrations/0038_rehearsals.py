"""A round is a rehearsal from its first row on, or never."""

from django.db import migrations

LAW = """
CREATE FUNCTION rounds_rehearsal_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'round %: whether it is a rehearsal never changes', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'round_rehearsal_stays';
END $$;
CREATE TRIGGER rounds_rehearsal_law BEFORE UPDATE ON rounds_round
  FOR EACH ROW WHEN (OLD.is_rehearsal IS DISTINCT FROM NEW.is_rehearsal) EXECUTE FUNCTION rounds_rehearsal_law();
"""
UNDO = "DROP FUNCTION rounds_rehearsal_law CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("rounds", "0037_announcement_law")]
    operations = [migrations.RunSQL(LAW, UNDO)]
