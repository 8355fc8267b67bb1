"""What the lists of the administration remember."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import officials.names


class Migration(migrations.Migration):
    initial = True
    dependencies = [("officials", "0017_logins")]
    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60, validators=[officials.names.plain_text], verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=2000)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="saved_filters", to=settings.AUTH_USER_MODEL)),
            ],
            options={"verbose_name": "saved filter", "verbose_name_plural": "saved filters", "ordering": ["name", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                fields=("user", "place", "name"),
                name="saved_filter_name_once",
                violation_error_message="You have already saved a filter of that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.CheckConstraint(condition=~Q(name=""), name="saved_filter_named"),
        ),
        migrations.CreateModel(
            name="Selection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=60)),
                ("keys", models.JSONField()),
                ("back", models.CharField(max_length=2200)),
                ("outcome", models.JSONField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "selection of a list",
                "verbose_name_plural": "selections of lists",
                "indexes": [models.Index(fields=["created_at"], name="selection_by_age")],
            },
        ),
    ]
