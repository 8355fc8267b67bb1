from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("ballots", "0010_no_round_under_way")]

    operations = [
        migrations.CreateModel(
            name="BackupNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
        ),
    ]
