import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("rounds", "0038_rehearsals"),
        ("officials", "0022_simulated_accounts"),
    ]
    operations = [
        migrations.CreateModel(
            name="Leaving",
            fields=[("round_id", models.UUIDField(primary_key=True, serialize=False))],
            options={"db_table": "simulation_leaving"},
        ),
        migrations.CreateModel(
            name="Rehearsal",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="rehearsal",
                        serialize=False,
                        to="rounds.round",
                        verbose_name="round",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked at")),
                (
                    "voters",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="simulated voters",
                    ),
                ),
                (
                    "has_real_team",
                    models.BooleanField(default=False, verbose_name="the real counting team takes part"),
                ),
                (
                    "is_conducted",
                    models.BooleanField(default=False, verbose_name="I take the secretary’s steps myself"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "under way"),
                            ("stopped", "stopped"),
                            ("failed", "ended with an error"),
                            ("done", "done"),
                        ],
                        default="running",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "cast",
                    models.PositiveIntegerField(default=0, verbose_name="ballots cast by the program"),
                ),
                ("trouble", models.CharField(blank=True, max_length=500)),
                ("seed", models.BinaryField(max_length=32)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("held_until", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rehearsals",
                        to="rounds.round",
                        verbose_name="copied from",
                    ),
                ),
            ],
            options={
                "verbose_name": "rehearsal",
                "verbose_name_plural": "rehearsals",
                "ordering": ["-asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["running", "stopped", "failed", "done"])),
                        name="rehearsal_state_known",
                    )
                ],
            },
        ),
    ]
