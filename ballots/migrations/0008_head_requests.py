"""What the secretary asks the head; no person ends the voting early, and no number changes, without it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LAWS = """
-- A person who ends issuing before the closing time (the clock leaves issuing_ended_by empty).
CREATE FUNCTION ballots_early_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_box bigint;
BEGIN
  SELECT count(*) INTO in_box FROM ballots_castballot WHERE round_id = NEW.id;
  IF in_box < NEW.min_ballots THEN
    RAISE EXCEPTION 'round %: % ballots are in the box, % are needed', NEW.id, in_box, NEW.min_ballots
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_ends_with_enough';
  END IF;
  IF in_box < (SELECT present FROM rounds_attendance WHERE round_id = NEW.id) AND NOT EXISTS
     (SELECT 1 FROM ballots_headstatement WHERE round_id = NEW.id AND kind = 'close') THEN
    RAISE EXCEPTION 'round %: people present have not cast, and the head has not agreed', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_ends_with_the_head';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ballots_early_end BEFORE UPDATE ON rounds_round FOR EACH ROW
  WHEN (OLD.issuing_ended_by_id IS NULL AND NEW.issuing_ended_by_id IS NOT NULL)
  EXECUTE FUNCTION ballots_early_end();

-- After closing the number of people present changes to what the head has agreed to.
CREATE FUNCTION ballots_present_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM rounds_round WHERE id = NEW.round_id) = 'closed' AND NOT EXISTS
     (SELECT 1 FROM ballots_headstatement WHERE round_id = NEW.round_id AND kind = 'present'
      AND content = jsonb_build_object('kind', 'present', 'from', OLD.present, 'to', NEW.present,
                                       'reason', current_setting('tinnhiem.reason', true))) THEN
    RAISE EXCEPTION 'round %: the head has not agreed to another number of people present', NEW.round_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_agreed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ballots_present_agreed BEFORE UPDATE ON rounds_attendance
  FOR EACH ROW EXECUTE FUNCTION ballots_present_agreed();
"""

UNDO = "DROP FUNCTION ballots_early_end, ballots_present_agreed CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', "0007_issued_check"),
        ('rounds', '0019_early_end'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HeadRequest',
            fields=[
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='head_request', serialize=False, to='rounds.round')),
                ('kind', models.CharField(choices=[('zero', 'the box is locked and empty'), ('close', 'agreement to close early'), ('present', 'agreement to a corrected number of people present')], max_length=10)),
                ('content', models.JSONField()),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'request to the head',
                'verbose_name_plural': 'requests to the head',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['close', 'present'])), name='request_kind_known')],
            },
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
