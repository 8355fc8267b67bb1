"""Refuse to migrate while a round is under way: this release cannot continue what began under protocol tn1.

It comes before all other migrations of the release, so what it refuses stays entirely with the former one.
"""

from typing import Any

from django.core.management.base import CommandError
from django.db import migrations

UNDER_WAY = ("sealed", "open", "closed", "counted")
REFUSAL = (
    "This release changes the protocol of the ballot box and cannot continue votes that began under the former "
    "one. Install the former release again, certify or cancel these rounds, then migrate: {}"
)


def refuse_rounds_under_way(apps: Any, _schema: Any) -> None:
    """Raise `CommandError` with the titles of all rounds between freezing and certification."""
    rounds = apps.get_model("rounds", "Round").objects.filter(state__in=UNDER_WAY).order_by("title")
    if titles := list(rounds.values_list("title", flat=True)):
        raise CommandError(REFUSAL.format("; ".join(titles)))


class Migration(migrations.Migration):
    dependencies = [("ballots", "0005_end_of_issuing"), ("rounds", "0011_start_of_the_meeting")]
    run_before = [
        ("ballots", "0006_head_statements"),
        ("officials", "0004_papers_dated_and_hashed"),
        ("rounds", "0012_frozen_papers"),
    ]
    operations = [migrations.RunPython(refuse_rounds_under_way, migrations.RunPython.noop)]
