"""The server's secrets stand in the database, sealed; a secret is written once (ballots/models/server_secrets.py)."""

import django.db.models.deletion
from django.db import migrations, models

LAW = """
CREATE FUNCTION ballots_serversecret_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  destroyed boolean;
BEGIN
  SELECT EXISTS (SELECT FROM rounds_roundevent
                 WHERE round_id = COALESCE(NEW.round_id, OLD.round_id) AND event = 'keys_destroyed')
    INTO destroyed;
  IF TG_OP = 'INSERT' AND NOT destroyed THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.round_id = OLD.round_id AND NEW.body = OLD.body
     AND NEW.key_id <> OLD.key_id AND NEW.data_key <> OLD.data_key THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND destroyed
     AND EXISTS (SELECT FROM rounds_round WHERE id = OLD.round_id AND state = 'archived') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'round %: the server''s keys are written once, and destroyed by a decision in the log only',
      COALESCE(NEW.round_id, OLD.round_id)
      USING ERRCODE = 'check_violation', CONSTRAINT = 'server_secret_once';
END $$;

CREATE TRIGGER ballots_serversecret_law BEFORE INSERT OR UPDATE OR DELETE ON ballots_serversecret
  FOR EACH ROW EXECUTE FUNCTION ballots_serversecret_law();
"""
UNDO = "DROP FUNCTION ballots_serversecret_law CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0010_no_round_under_way'),
        ('rounds', '0022_login_cards'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServerSecret',
            fields=[
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='server_secret', serialize=False, to='rounds.round')),
                ('key_id', models.CharField(max_length=16)),
                ('data_key', models.BinaryField()),
                ('body', models.BinaryField()),
            ],
            options={
                'verbose_name': 'secrets of the server',
                'verbose_name_plural': 'secrets of the server',
                'constraints': [models.CheckConstraint(condition=models.Q(('key_id__regex', '^[0-9a-f]{16}$')), name='server_secret_key_id')],
            },
        ),
        migrations.CreateModel(
            name='SharedKey',
            fields=[
                ('name', models.CharField(choices=[('envelope_key', 'envelope key'), ('secret_key', 'SECRET_KEY')], max_length=20, primary_key=True, serialize=False)),
                ('fingerprint', models.CharField(max_length=16)),
            ],
            options={
                'verbose_name': 'key of all hosts',
                'verbose_name_plural': 'keys of all hosts',
                'constraints': [models.CheckConstraint(condition=models.Q(('name__in', ['envelope_key', 'secret_key'])), name='shared_key_known'), models.CheckConstraint(condition=models.Q(('fingerprint__regex', '^[0-9a-f]{16}$')), name='shared_key_fingerprint')],
            },
        ),
        migrations.RunSQL(LAW, UNDO),
    ]
