"""The upgrade that moves keys and tables is refused while a round is under way, before anything is changed."""

import pytest
from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from operations.embedded.places import BASE_DIR
from tests.ballots.former import AT_REST, UNDER_WAY, cancel_rounds_under_way, make_round, migrated

pytestmark = pytest.mark.django_db
GUARD = ("ballots", "0010_no_round_under_way")
BEFORE = [
    ("ballots", "0009_server_keys"),
    ("officials", "0010_drafting_code_validator"),
    ("results", "0004_all_sign"),
    ("rounds", "0022_login_cards"),
]


@pytest.mark.slow
def test_rounds_under_way_stop_this_upgrade_and_no_others() -> None:
    former = migrated(BEFORE)
    for state in (*AT_REST, *UNDER_WAY):
        make_round(former, state)
    with pytest.raises(CommandError, match=r"then migrate: closed; counted; open; sealed$"):
        MigrationExecutor(connection).migrate([GUARD])
    cancel_rounds_under_way(former)
    MigrationExecutor(connection).migrate([GUARD])


def test_every_later_migration_comes_after_the_guard() -> None:
    """Otherwise it would run before the refusal. Depend on the guard, or name it in its `run_before`."""
    graph = MigrationLoader(None).graph
    ours = {app.label for app in apps.get_app_configs() if app.path.startswith(str(BASE_DIR / app.label))}
    before, after = set(graph.forwards_plan(GUARD)), set(graph.backwards_plan(GUARD))
    assert {key for key in graph.nodes if key[0] in ours} - before - after == set()
