"""Each person is told in a language of the person's choice; a sentence about deputies is reworded."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("officials", "0017_logins")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                choices=[("vi", "Vietnamese"), ("en", "English")],
                default="vi",
                help_text="Notices and mails to this person are in this language.",
                max_length=2,
                verbose_name="language of mails",
            ),
        ),
        migrations.AlterConstraint(
            model_name="unitrole",
            name="unit_role_deputy_is_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy_for__isnull", True),
                    models.Q(("deputy_for", models.F("user")), _negated=True),
                    _connector="OR",
                ),
                name="unit_role_deputy_is_another",
                violation_error_message="An account cannot be its own deputy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["vi", "en"])), name="user_language_known"
            ),
        ),
    ]
