"""The count is certified once every member has signed, or the head has given a reason for each other one."""

import django.db.models.deletion
from django.db import migrations, models

LAWS = """
CREATE TRIGGER results_missingsignatures_law BEFORE UPDATE OR DELETE ON results_missingsignatures
  FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();

CREATE FUNCTION results_all_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM rounds_committeemember m
    LEFT JOIN results_minutessignature s ON s.member_id = m.id
    LEFT JOIN results_missingsignatures r ON r.round_id = m.round_id
    WHERE m.round_id = NEW.id AND s.member_id IS NULL
      AND (m.role = 'head' OR COALESCE(r.reasons ->> m.index::text, '') = '')) THEN
    RAISE EXCEPTION 'round %: a member has not signed the minutes, and no reason is given', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_certified_by_all';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER results_all_signed BEFORE UPDATE ON rounds_round FOR EACH ROW
  WHEN (OLD.state = 'counted' AND NEW.state = 'certified') EXECUTE FUNCTION results_all_signed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0003_certification_signed_by"),
        ("ballots", "0006_head_statements"),
    ]
    operations = [
        migrations.CreateModel(
            name="MissingSignatures",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="missing_signatures",
                        serialize=False,
                        to="rounds.round",
                        verbose_name="round",
                    ),
                ),
                ("reasons", models.JSONField()),
                ("signature", models.CharField(max_length=128)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "reasons for missing signatures",
                "verbose_name_plural": "reasons for missing signatures",
            },
        ),
        migrations.RunSQL(LAWS, "DROP FUNCTION results_all_signed CASCADE;"),
    ]
