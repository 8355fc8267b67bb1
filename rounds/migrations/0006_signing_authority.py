"""The lines above the title of who signs the report; frozen by sealing like every other column."""

from django.db import migrations, models

LAW = """
CREATE FUNCTION rounds_signing_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'round %: the configuration is sealed', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'round_sealed_is_frozen';
END $$;
CREATE TRIGGER rounds_signing_law BEFORE UPDATE ON rounds_round FOR EACH ROW
  WHEN (OLD.state <> 'draft' AND OLD.signing_authority IS DISTINCT FROM NEW.signing_authority)
  EXECUTE FUNCTION rounds_signing_law();
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0005_after_a_restore")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="signing_authority",
            field=models.TextField(blank=True, default="", max_length=200, verbose_name="authority lines"),
            preserve_default=False,
        ),
        migrations.RunSQL(LAW, "DROP FUNCTION rounds_signing_law CASCADE;"),
    ]
