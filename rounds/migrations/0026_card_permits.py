"""A login card after freezing takes two people: it is printed with a permit, and each permit serves once."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

LAW = """
CREATE OR REPLACE FUNCTION rounds_late_card_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT rounds_state_allows((SELECT state FROM rounds_round WHERE id = NEW.round_id FOR SHARE), 'attendance') THEN
      RAISE EXCEPTION 'no login card is made after closing'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_before_closing';
    END IF;
    UPDATE rounds_cardpermit SET printed_at = NEW.printed_at
      WHERE round_id = NEW.round_id AND user_id = NEW.user_id AND printed_at IS NULL;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'a login card after freezing is allowed first'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'late_card_allowed';
    END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the list of login cards after freezing only grows'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'late_cards_are_kept';
END $$;

CREATE FUNCTION rounds_card_permit_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.printed_at IS NOT NULL
      OR NOT rounds_state_allows((SELECT state FROM rounds_round WHERE id = NEW.round_id FOR SHARE), 'attendance') THEN
      RAISE EXCEPTION 'no login card is made after closing'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'login_card_before_closing';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.printed_at IS NULL AND (NEW.id, NEW.round_id, NEW.user_id, NEW.asked_by_id, NEW.given_at)
      = (OLD.id, OLD.round_id, OLD.user_id, OLD.asked_by_id, OLD.given_at) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'leave to print a login card is used once and kept'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'card_permits_are_kept';
END $$;
CREATE TRIGGER rounds_card_permit_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_cardpermit
  FOR EACH ROW EXECUTE FUNCTION rounds_card_permit_law();
"""
FORMER = """
DROP FUNCTION rounds_card_permit_law CASCADE;
CREATE OR REPLACE FUNCTION rounds_late_card_law() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("rounds", "0025_log_of_rounds"),
    ]
    operations = [
        migrations.CreateModel(
            name="CardPermit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("printed_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_permits",
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
                "verbose_name": "leave to print a login card after freezing",
                "verbose_name_plural": "leaves to print login cards after freezing",
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("printed_at", None)),
                        fields=("round", "user"),
                        name="card_permit_open_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(LAW, FORMER),
    ]
