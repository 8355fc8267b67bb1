"""Links for logging in, which end with the next password, passkey or address; the fact that cards ask."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

LAW = """
CREATE FUNCTION officials_login_link_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM officials_loginlink WHERE user_id = NEW.id;
  RETURN NEW;
END $$;
CREATE TRIGGER officials_login_link_end AFTER UPDATE OF password, email, is_active ON officials_user
  FOR EACH ROW WHEN (NEW.email <> OLD.email OR NOT NEW.is_active
    OR (NEW.password <> OLD.password AND NEW.password NOT LIKE '!%'))
  EXECUTE FUNCTION officials_login_link_end();

CREATE FUNCTION officials_login_link_passkey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM officials_loginlink WHERE user_id = NEW.user_id;
  RETURN NEW;
END $$;
CREATE TRIGGER officials_login_link_passkey AFTER INSERT ON mfa_authenticator
  FOR EACH ROW WHEN (NEW.data #>> '{credential,clientExtensionResults,credProps,rk}' = 'true')
  EXECUTE FUNCTION officials_login_link_passkey();
"""
UNDO = "DROP FUNCTION officials_login_link_end CASCADE; DROP FUNCTION officials_login_link_passkey CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("officials", "0012_name_order_indexes"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [
        migrations.CreateModel(
            name="LoginLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("valid_until", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="login_link",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "link for logging in",
                "verbose_name_plural": "links for logging in",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code_hash__regex", "^[0-9a-f]{64}$")), name="login_link_hashed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gt", models.F("made_at"))), name="login_link_valid"
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAW, UNDO),
        migrations.AddField(
            model_name="user",
            name="identity_hash",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("identity_hash", ""), ("identity_hash__regex", "^[0-9a-f]{64}$"), _connector="OR"
                ),
                name="user_identity_hashed",
            ),
        ),
    ]
