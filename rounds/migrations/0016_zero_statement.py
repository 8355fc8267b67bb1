"""No round opens before the head of the counting team has confirmed that the locked box is empty."""

from django.db import migrations, models

LAW = """
CREATE FUNCTION rounds_zero_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'open' AND OLD.state <> 'open' AND NEW.zero_at IS NULL THEN
    RAISE EXCEPTION 'round %: the head has not confirmed that the box is empty', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_opens_empty';
  END IF;
  IF OLD.zero_at IS NOT NULL AND OLD.zero_at IS DISTINCT FROM NEW.zero_at THEN
    RAISE EXCEPTION 'round %: the confirmation of the empty box is written once', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_zero_written_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rounds_zero_law BEFORE UPDATE ON rounds_round
  FOR EACH ROW EXECUTE FUNCTION rounds_zero_law();
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0015_frozen_roll")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="zero_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL(LAW, "DROP FUNCTION rounds_zero_law CASCADE;"),
    ]
