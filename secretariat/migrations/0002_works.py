"""Acts on many rows that a worker carries out."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("secretariat", "0001_saved_filters_and_selections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Work",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("take", "act on several rounds"),
                            ("confirm", "confirmation of a request"),
                            ("preview", "preview of a change of many rows"),
                            ("edit", "change of many rows"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("language", models.CharField(max_length=10)),
                ("values", models.JSONField()),
                ("total", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "under way"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                            ("failed", "failed"),
                        ],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("is_stopping", models.BooleanField(default=False)),
                ("outcome", models.JSONField(null=True)),
                ("trouble", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="works",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "selection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="works",
                        to="secretariat.selection",
                    ),
                ),
            ],
            options={
                "verbose_name": "work on many rows",
                "verbose_name_plural": "works on many rows",
                "ordering": ["-asked_at", "pk"],
                "indexes": [models.Index(fields=["asked_by", "-asked_at"], name="work_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["take", "confirm", "preview", "edit"])),
                        name="work_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "running")),
                            models.Q(
                                ("ended_at__isnull", False), ("state__in", ["done", "stopped", "failed"])
                            ),
                            _connector="OR",
                        ),
                        name="work_ended_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("trouble", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="work_failed_with_sentence",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("selection",),
                        name="work_runs_once_per_selection",
                    ),
                ],
            },
        ),
    ]
