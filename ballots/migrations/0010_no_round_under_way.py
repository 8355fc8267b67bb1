"""Refuse to migrate while a round is under way: this release moves keys, ballots and files of rounds.

All later migrations of the release come after this one (tests/ballots/test_upgrade_guard.py), so what it
refuses stays entirely with the former release. A migration of a lower room that does not depend on this one
is named in `run_before`.
"""

from typing import Any

from django.core.management.base import CommandError
from django.db import migrations

UNDER_WAY = ("sealed", "open", "closed", "counted")
REFUSAL = (
    "This release moves the keys and the tables of the ballot box and cannot do so during a vote. Install the "
    "former release again, certify or cancel these rounds, then migrate: {}"
)


def refuse_rounds_under_way(apps: Any, _schema: Any) -> None:
    """Raise `CommandError` with the titles of all rounds between freezing and certification."""
    rounds = apps.get_model("rounds", "Round").objects.filter(state__in=UNDER_WAY).order_by("title")
    if titles := list(rounds.values_list("title", flat=True)):
        raise CommandError(REFUSAL.format("; ".join(titles)))


class Migration(migrations.Migration):
    dependencies = [
        ("ballots", "0009_server_keys"),
        ("officials", "0010_drafting_code_validator"),
        ("results", "0004_all_sign"),
        ("rounds", "0022_login_cards"),
    ]
    run_before = [("officials", "0011_stored_files"), ("lists", "0001_initial")]
    operations = [migrations.RunPython(refuse_rounds_under_way, migrations.RunPython.noop)]
