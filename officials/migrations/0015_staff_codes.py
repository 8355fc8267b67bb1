"""Staff codes in one spelling, on officials too; an official and the linked account have the same."""

from collections import defaultdict
from typing import Any

from django.core.management import CommandError
from django.db import migrations, models

import officials.names
import officials.search
import officials.staff_codes

PERSON = (
    "The person's number in the agency's staff records: the key by which lists, units and sign-in match people."
)
PLAIN = models.Q(("staff_code__regex", r"\s"), _negated=True)

LAW = """
CREATE FUNCTION officials_staff_code_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_account text;
BEGIN
  SELECT staff_code INTO of_account FROM officials_user WHERE id = NEW.user_id AND staff_code <> '';
  IF of_account IS NULL OR NEW.staff_code = of_account THEN
    RETURN NEW;
  END IF;
  IF NEW.staff_code = '' THEN
    NEW.staff_code := of_account;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an official and the linked account have one staff code'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_code_of_one_person';
END $$;
CREATE TRIGGER officials_staff_code_law BEFORE INSERT OR UPDATE OF staff_code, user_id ON officials_official
  FOR EACH ROW EXECUTE FUNCTION officials_staff_code_law();

CREATE FUNCTION officials_staff_code_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE officials_official SET staff_code = NEW.staff_code WHERE user_id = NEW.id;
  RETURN NEW;
END $$;
CREATE TRIGGER officials_staff_code_follows AFTER UPDATE OF staff_code ON officials_user
  FOR EACH ROW WHEN (NEW.staff_code <> OLD.staff_code AND NEW.staff_code <> '')
  EXECUTE FUNCTION officials_staff_code_follows();
"""
UNDO = "DROP FUNCTION officials_staff_code_law CASCADE; DROP FUNCTION officials_staff_code_follows CASCADE;"


def require_distinct(apps: Any, _schema_editor: Any) -> None:
    """Name the accounts whose codes would be the same, before anything changes."""
    found = defaultdict(list)
    for name, code in apps.get_model("officials", "User").objects.exclude(staff_code="").values_list(
        "username", "staff_code"
    ):
        found[officials.staff_codes.staff_code_in(code)].append(f"{name} ({code})")
    twice = ["; ".join(sorted(names)) for names in found.values() if len(names) > 1]
    if twice:
        raise CommandError(
            "Nothing was changed. These accounts have one staff code, written in different ways: "
            + " / ".join(sorted(twice))
            + ". Correct them in the administration of the present release, then migrate again."
        )


def spell(apps: Any, _schema_editor: Any) -> None:
    """Write the codes in one spelling, and those of linked accounts beside the officials."""
    for account in apps.get_model("officials", "User").objects.exclude(staff_code="").iterator():
        account.save(update_fields=["staff_code"])
    for official in apps.get_model("officials", "Official").objects.exclude(user=None).select_related("user"):
        official.staff_code = official.user.staff_code
        official.save(update_fields=["staff_code"])


def column(**options: Any) -> Any:
    return officials.staff_codes.StaffCodeField(
        blank=True,
        help_text=PERSON,
        max_length=40,
        validators=[officials.names.plain_text],
        verbose_name="staff code",
        **options,
    )


def once(name: str, message: str) -> models.UniqueConstraint:
    condition = models.Q(("staff_code", ""), _negated=True)
    return models.UniqueConstraint(
        condition=condition, fields=("staff_code",), name=name, violation_error_message=message
    )


def searched(model: str, *columns: str) -> list[migrations.operations.base.Operation]:
    """Return the operations that make the column of the search anew, with its index."""
    index = officials.search.search_index(model)
    return [
        migrations.RemoveIndex(model, index.name),
        migrations.RemoveField(model, "search_key"),
        migrations.AddField(model, "search_key", officials.search.search_key_field(*columns)),
        migrations.AddIndex(model, index),
    ]


class Migration(migrations.Migration):
    dependencies = [("officials", "0014_directory_identities")]
    operations = [
        migrations.RunPython(require_distinct, migrations.RunPython.noop),
        migrations.RemoveConstraint("user", "user_staff_code_once"),
        migrations.AlterField("user", "staff_code", column()),
        migrations.AddField("official", "staff_code", column(default=""), preserve_default=False),
        migrations.RunPython(spell, migrations.RunPython.noop),
        # Postgres alters no table whose deferred checks still wait.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            "user", once("user_staff_code_once", "Another account already has this staff code.")
        ),
        migrations.AddConstraint(
            "official", once("official_staff_code_once", "Another official already has this staff code.")
        ),
        migrations.AddConstraint("user", models.CheckConstraint(condition=PLAIN, name="user_staff_code_plain")),
        migrations.AddConstraint(
            "official", models.CheckConstraint(condition=PLAIN, name="official_staff_code_plain")
        ),
        *searched("user", "full_name", "username", "email", "staff_code"),
        *searched("official", "full_name", "staff_code"),
        migrations.RunSQL(LAW, UNDO),
    ]
