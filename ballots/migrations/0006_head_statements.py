"""Signed statements of the head; without the one about the empty box no round opens."""

import django.db.models.deletion
from django.db import migrations, models

LAWS = """
CREATE TRIGGER ballots_headstatement_law BEFORE UPDATE OR DELETE ON ballots_headstatement
  FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();

CREATE FUNCTION ballots_statement_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  SELECT state, box_key INTO found FROM rounds_round WHERE id = NEW.round_id FOR SHARE;
  IF (NEW.kind = 'zero' AND found.state = 'sealed' AND found.box_key IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM ballots_castballot WHERE round_id = NEW.round_id))
     OR (NEW.kind = 'close' AND found.state = 'open') OR (NEW.kind = 'present' AND found.state = 'closed') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'round %: this is not stated now', NEW.round_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_in_its_time';
END $$;
CREATE TRIGGER ballots_statement_time BEFORE INSERT ON ballots_headstatement
  FOR EACH ROW EXECUTE FUNCTION ballots_statement_time();

CREATE FUNCTION ballots_zero_is_stated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ballots_headstatement WHERE round_id = NEW.id AND kind = 'zero') THEN
    RAISE EXCEPTION 'round %: the head has not confirmed that the box is empty', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_opens_empty';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ballots_zero_is_stated BEFORE UPDATE ON rounds_round FOR EACH ROW
  WHEN (OLD.zero_at IS NULL AND NEW.zero_at IS NOT NULL) EXECUTE FUNCTION ballots_zero_is_stated();
"""

UNDO = "DROP FUNCTION ballots_statement_time, ballots_zero_is_stated CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0005_end_of_issuing'),
        ('rounds', '0016_zero_statement'),
    ]

    operations = [
        migrations.CreateModel(
            name='HeadStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('zero', 'the box is locked and empty'), ('close', 'agreement to close early'), ('present', 'agreement to a corrected number of people present')], max_length=10)),
                ('content', models.JSONField()),
                ('signature', models.CharField(max_length=128)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='rounds.round')),
            ],
            options={
                'verbose_name': 'statement of the head',
                'verbose_name_plural': 'statements of the head',
                'ordering': ['round', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'zero')), fields=('round',), name='statement_zero_once', violation_error_message='The head has already confirmed that the box is empty.'), models.CheckConstraint(condition=models.Q(('kind__in', ['zero', 'close', 'present'])), name='statement_kind_known')],
            },
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
