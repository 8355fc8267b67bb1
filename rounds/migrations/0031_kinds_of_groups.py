"""The groups that a plan names are the kinds of groups of people, with their names."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rounds", "0030_authorities_and_places"),
    ]

    operations = [
        migrations.AlterField(
            model_name="planmeeting",
            name="summoned",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("leadership", "leadership of the unit"),
                        ("party_committee", "Party committee"),
                        ("heads_of_units", "heads of subordinate units"),
                        ("heads_of_organisations", "heads of mass organisations"),
                        ("other", "other"),
                    ],
                    max_length=30,
                ),
                default=list,
                size=None,
                verbose_name="summoned",
            ),
        ),
        migrations.AlterField(
            model_name="planmeeting",
            name="voted_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("leadership", "leadership of the unit"),
                        ("party_committee", "Party committee"),
                        ("heads_of_units", "heads of subordinate units"),
                        ("heads_of_organisations", "heads of mass organisations"),
                        ("other", "other"),
                    ],
                    max_length=30,
                ),
                default=list,
                size=None,
                verbose_name="voted on",
            ),
        ),
    ]
