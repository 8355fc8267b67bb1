"""Login cards until voting is closed: each asks a fact, and one after freezing stands in a list that only grows."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# Live: the roll is fixed, and the attendance can still be corrected. Voting is not closed while the
# attendance changes without a reason.
LAW = """
CREATE OR REPLACE FUNCTION rounds_card_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  live record;
  asks_a_fact boolean;
  has_password boolean;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.user_id, NEW.code_hash, NEW.printed_at) = (OLD.user_id, OLD.code_hash, OLD.printed_at)
      AND NEW.round_id IS NOT DISTINCT FROM OLD.round_id AND NEW.valid_until <= OLD.valid_until THEN
      RETURN NEW;
    END IF;
  END IF;
  SELECT identity_hash <> '', password NOT LIKE '!%' INTO asks_a_fact, has_password
    FROM officials_user WHERE id = NEW.user_id;
  IF NOT asks_a_fact THEN
    RAISE EXCEPTION 'a login card needs a fact that it does not print'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_asks_a_fact';
  END IF;
  IF NOT rounds_state_allows((SELECT state FROM rounds_round WHERE id = NEW.round_id FOR SHARE), 'attendance') THEN
    RAISE EXCEPTION 'no login card is made after closing'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_before_closing';
  END IF;
  FOR live IN
    SELECT r.id, r.state FROM rounds_round r
    WHERE NOT rounds_change_allowed(r.state, 'roll') AND rounds_state_allows(r.state, 'attendance', 'reason')
      AND (EXISTS (SELECT 1 FROM rounds_elector e WHERE e.round_id = r.id AND e.user_id = NEW.user_id)
        OR EXISTS (SELECT 1 FROM rounds_committeemember m WHERE m.round_id = r.id AND m.user_id = NEW.user_id))
    FOR SHARE OF r
  LOOP
    IF has_password THEN
      RAISE EXCEPTION 'after freezing a login card is for a person without a password'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_without_password';
    END IF;
    IF NOT EXISTS (
      SELECT 1 FROM rounds_latecard l
      WHERE l.round_id = live.id AND l.user_id = NEW.user_id AND l.printed_at = NEW.printed_at
    ) THEN
      RAISE EXCEPTION 'a login card after freezing is told to the counting team'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_told_to_the_team';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

CREATE FUNCTION rounds_late_card_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT rounds_state_allows((SELECT state FROM rounds_round WHERE id = NEW.round_id FOR SHARE), 'attendance') THEN
      RAISE EXCEPTION 'no login card is made after closing'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_before_closing';
    END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the list of login cards after freezing only grows'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'late_cards_are_kept';
END $$;
CREATE TRIGGER rounds_late_card_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_latecard
  FOR EACH ROW EXECUTE FUNCTION rounds_late_card_law();

CREATE FUNCTION rounds_card_passkey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM rounds_logincard WHERE user_id = NEW.user_id;
  RETURN NEW;
END $$;
CREATE TRIGGER rounds_card_passkey AFTER INSERT ON mfa_authenticator
  FOR EACH ROW WHEN (NEW.data #>> '{credential,clientExtensionResults,credProps,rk}' = 'true')
  EXECUTE FUNCTION rounds_card_passkey();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("officials", "0013_login_links"),
        ("rounds", "0022_login_cards"),
    ]
    operations = [
        migrations.AlterField(
            model_name="logincard",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="login_cards",
                to="rounds.round",
                verbose_name="round",
            ),
        ),
        migrations.AddField(
            model_name="logincard", name="failures", field=models.PositiveSmallIntegerField(default=0)
        ),
        migrations.CreateModel(
            name="LateCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("printed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="printed by",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="late_cards",
                        to="rounds.round",
                        verbose_name="round",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "login card printed after freezing",
                "verbose_name_plural": "login cards printed after freezing",
                "ordering": ["printed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "user", "printed_at"), name="late_card_once")
                ],
            },
        ),
        migrations.RunSQL(
            LAW, "DROP FUNCTION rounds_late_card_law CASCADE; DROP FUNCTION rounds_card_passkey CASCADE;"
        ),
    ]
