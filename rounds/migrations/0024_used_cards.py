"""A used card is kept for its owner, with the day only; a report that somebody else used it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Neither the use of a card nor a report stores a moment: it would tell when somebody logged in to vote.
LAW = """
CREATE OR REPLACE FUNCTION rounds_card_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE rounds_logincard SET is_over = true WHERE user_id = NEW.id AND NOT is_over;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rounds_card_passkey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE rounds_logincard SET is_over = true WHERE user_id = NEW.user_id AND NOT is_over;
  RETURN NEW;
END $$;

CREATE FUNCTION rounds_card_report_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'reports about used login cards are kept as they are'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'card_reports_are_kept';
END $$;
CREATE TRIGGER rounds_card_report_law BEFORE UPDATE OR DELETE ON rounds_cardreport
  FOR EACH ROW EXECUTE FUNCTION rounds_card_report_law();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("rounds", "0023_cards_until_closing"),
    ]
    operations = [
        migrations.AddField(model_name="logincard", name="is_over", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="logincard", name="used_on", field=models.DateField(null=True)),
        migrations.AddConstraint(
            model_name="logincard",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_on", None), ("is_over", True), _connector="OR"),
                name="login_card_used_once",
            ),
        ),
        migrations.CreateModel(
            name="CardReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reported_on", models.DateField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_reports",
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
                "verbose_name": "report about a used login card",
                "verbose_name_plural": "reports about used login cards",
                "ordering": ["user__sort_key", "pk"],
                "constraints": [models.UniqueConstraint(fields=("round", "user"), name="card_report_once")],
            },
        ),
        migrations.RunSQL(LAW, "DROP FUNCTION rounds_card_report_law CASCADE;"),
    ]
