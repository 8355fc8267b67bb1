"""No share opens a box whose issued ballots are false, or more than the people present."""

import django.db.models.deletion
from django.db import migrations, models

LAWS = """
CREATE TRIGGER ballots_issuedcheck_law BEFORE UPDATE OR DELETE ON ballots_issuedcheck
  FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();

CREATE FUNCTION ballots_issued_genuinely() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  verdict record;
  rows_now integer;
  people integer;
BEGIN
  IF NOT NEW.good THEN
    RETURN NEW;
  END IF;
  SELECT issued, bad INTO verdict FROM ballots_issuedcheck WHERE round_id = NEW.round_id;
  SELECT count(*) INTO rows_now FROM ballots_issuedballot WHERE round_id = NEW.round_id;
  IF verdict.bad IS DISTINCT FROM 0 OR verdict.issued <> rows_now THEN
    RAISE EXCEPTION 'round %: not every issued ballot is genuine', NEW.round_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'issued_genuinely';
  END IF;
  SELECT present INTO people FROM rounds_attendance WHERE round_id = NEW.round_id;
  IF rows_now > COALESCE(people, 0) THEN
    RAISE EXCEPTION 'round %: % ballots issued to % people present', NEW.round_id, rows_now, COALESCE(people, 0)
        USING ERRCODE = 'check_violation', CONSTRAINT = 'issued_within_present';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER ballots_partialdecryption_issued BEFORE INSERT ON ballots_partialdecryption
  FOR EACH ROW EXECUTE FUNCTION ballots_issued_genuinely();
"""

UNDO = """
DROP TRIGGER ballots_issuedcheck_law ON ballots_issuedcheck;
DROP TRIGGER ballots_partialdecryption_issued ON ballots_partialdecryption;
DROP FUNCTION ballots_issued_genuinely;
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0006_head_statements"), ("rounds", "0016_zero_statement")]

    operations = [
        migrations.CreateModel(
            name="IssuedCheck",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="issued_check",
                        serialize=False,
                        to="rounds.round",
                    ),
                ),
                ("issued", models.PositiveIntegerField()),
                ("bad", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "check of the ballots issued",
                "verbose_name_plural": "checks of the ballots issued",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("bad__lte", models.F("issued"))), name="issued_bad_within_issued"
                    )
                ],
            },
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
