"""Accounts that a program plays: simulated from the first row on, without any way to log in and without rights."""

from django.db import migrations, models

LAWS = """
CREATE FUNCTION officials_simulated_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'account %: whether it is simulated never changes', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'account_simulated_stays';
END $$;
CREATE TRIGGER officials_simulated_law BEFORE UPDATE ON officials_user
  FOR EACH ROW WHEN (OLD.is_simulated IS DISTINCT FROM NEW.is_simulated) EXECUTE FUNCTION officials_simulated_law();

-- For tables with the column user_id that give an account a right or a person.
CREATE FUNCTION officials_real_account_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM officials_user WHERE id = NEW.user_id AND is_simulated) THEN
    RAISE EXCEPTION 'account %: is simulated', NEW.user_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'account_is_simulated';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER officials_real_role_law BEFORE INSERT OR UPDATE ON officials_unitrole
  FOR EACH ROW EXECUTE FUNCTION officials_real_account_law();
CREATE TRIGGER officials_real_official_law BEFORE INSERT OR UPDATE ON officials_official
  FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION officials_real_account_law();
"""
UNDO = "DROP FUNCTION officials_simulated_law, officials_real_account_law CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("officials", "0021_versions_of_papers")]
    operations = [
        migrations.AddField("user", "is_simulated", models.BooleanField(default=False, editable=False)),
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(
                condition=models.Q(is_simulated=False)
                | models.Q(
                    password__startswith="!",
                    email="",
                    staff_code="",
                    identity_hash="",
                    is_staff=False,
                    is_superuser=False,
                    unit__isnull=True,
                ),
                name="user_simulated_cannot_log_in",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
