"""Login cards; a card ends with the first password of its person, and none is made after freezing."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# Between freezing and counting the roll is fixed, and the attendance can still be corrected.
LAW = """
CREATE FUNCTION rounds_card_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM rounds_round r
    WHERE NOT rounds_change_allowed(r.state, 'roll') AND rounds_state_allows(r.state, 'attendance', 'reason')
      AND (EXISTS (SELECT 1 FROM rounds_elector e WHERE e.round_id = r.id AND e.user_id = NEW.user_id)
        OR EXISTS (SELECT 1 FROM rounds_committeemember m WHERE m.round_id = r.id AND m.user_id = NEW.user_id))
  ) OR NOT rounds_change_allowed((SELECT state FROM rounds_round WHERE id = NEW.round_id FOR SHARE), 'roll') THEN
    RAISE EXCEPTION 'no login card is made after freezing'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_before_freezing';
  END IF;
  IF EXISTS (SELECT 1 FROM officials_user WHERE id = NEW.user_id AND password NOT LIKE '!%') THEN
    RAISE EXCEPTION 'a login card is for a person without a password'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_without_password';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rounds_card_law BEFORE INSERT OR UPDATE ON rounds_logincard
  FOR EACH ROW EXECUTE FUNCTION rounds_card_law();

CREATE FUNCTION rounds_card_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM rounds_logincard WHERE user_id = NEW.id;
  RETURN NEW;
END $$;
CREATE TRIGGER rounds_card_end AFTER UPDATE OF password ON officials_user
  FOR EACH ROW WHEN (NEW.password NOT LIKE '!%') EXECUTE FUNCTION rounds_card_end();
"""
UNDO = "DROP FUNCTION rounds_card_law CASCADE; DROP FUNCTION rounds_card_end CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("rounds", "0021_ground_of_secrecy"),
    ]
    operations = [
        migrations.CreateModel(
            name="LoginCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("printed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("valid_until", models.DateTimeField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="login_cards",
                        to="rounds.round",
                        verbose_name="round",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="login_card",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "login card",
                "verbose_name_plural": "login cards",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code_hash__regex", "^[0-9a-f]{64}$")), name="login_card_hashed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gt", models.F("printed_at"))),
                        name="login_card_valid",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAW, UNDO),
    ]
