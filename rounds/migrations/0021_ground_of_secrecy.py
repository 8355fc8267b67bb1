"""Item of the list of state secrets and the person who decided, for rounds marked secret; frozen like the mark.

Rounds marked secret by an earlier release get a dash: the ground was not recorded.
"""

import officials.names
from django.db import migrations, models

FILL = "UPDATE rounds_round SET secret_item = '–', secret_decided_by = '–' WHERE marking = 'secret';"
LAW = """
CREATE FUNCTION rounds_secrecy_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'round %: the ground of its mark is frozen', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_frozen';
END $$;
CREATE TRIGGER rounds_secrecy_law BEFORE UPDATE ON rounds_round FOR EACH ROW
  WHEN (NOT rounds_change_allowed(OLD.state, 'configuration')
    AND (OLD.secret_item, OLD.secret_decided_by) IS DISTINCT FROM (NEW.secret_item, NEW.secret_decided_by))
  EXECUTE FUNCTION rounds_secrecy_law();
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0020_countdown")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="secret_decided_by",
            field=models.CharField(
                blank=True,
                default="",
                max_length=150,
                validators=[officials.names.plain_text],
                verbose_name="person who decided the mark",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="round",
            name="secret_item",
            field=models.CharField(
                blank=True,
                default="",
                max_length=250,
                validators=[officials.names.plain_text],
                verbose_name="item of the list of state secrets",
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        # Rows were written above; Postgres alters a table only after their deferred checks.
        migrations.RunSQL(
            "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("marking", "secret"), _negated=True),
                    models.Q(
                        models.Q(("secret_item", ""), _negated=True),
                        models.Q(("secret_decided_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="round_secret_has_ground",
                violation_error_message=(
                    "The mark secret needs the item of the list of state secrets and the person who decided."
                ),
            ),
        ),
        migrations.RunSQL(LAW, "DROP FUNCTION rounds_secrecy_law CASCADE;"),
    ]
