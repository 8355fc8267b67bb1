"""Names on the roll and the authority as frozen.

Rounds that an earlier release froze get the names and the authority of the day of this migration.
"""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
ALTER TABLE rounds_elector DISABLE TRIGGER rounds_elector_law;
UPDATE rounds_elector e SET name = COALESCE(NULLIF(u.full_name, ''), u.username), sort_key = u.sort_key
  FROM officials_user u, rounds_round r WHERE u.id = e.user_id AND r.id = e.round_id AND r.config IS NOT NULL;
ALTER TABLE rounds_elector ENABLE TRIGGER rounds_elector_law;
UPDATE rounds_round r SET authority_id = u.authority_id
  FROM officials_unit u WHERE u.id = r.unit_id AND r.config IS NOT NULL;
"""
LAW = """
CREATE FUNCTION rounds_roll_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'round %: authority and roll are frozen', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_frozen';
END $$;
CREATE TRIGGER rounds_roll_law BEFORE UPDATE ON rounds_round FOR EACH ROW
  WHEN (NOT rounds_change_allowed(OLD.state, 'configuration')
    AND (OLD.authority_id, OLD.roll_salt) IS DISTINCT FROM (NEW.authority_id, NEW.roll_salt))
  EXECUTE FUNCTION rounds_roll_law();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("officials", "0005_search_key"),
        ("rounds", "0014_search_key"),
    ]
    operations = [
        migrations.AddField(
            model_name="elector",
            name="name",
            field=models.CharField(blank=True, default="", editable=False, max_length=150),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="elector",
            name="sort_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=2000),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="round",
            name="authority",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reported_rounds",
                to="officials.unit",
            ),
        ),
        migrations.AddField(
            model_name="round", name="roll_salt", field=models.BinaryField(max_length=32, null=True)
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(LAW, "DROP FUNCTION rounds_roll_law CASCADE;"),
    ]
