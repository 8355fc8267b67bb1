"""This release continues no round of protocol tn1: it refuses to migrate while one is under way."""

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.ballots.former import AT_REST, UNDER_WAY, cancel_rounds_under_way, make_round, migrated

pytestmark = pytest.mark.django_db
LAST_RELEASE = [
    ("officials", "0003_dossier_paths"),
    ("rounds", "0011_start_of_the_meeting"),
    ("ballots", "0005_end_of_issuing"),
]


def migrate() -> None:
    MigrationExecutor(connection).migrate([("ballots", "0006_before_protocol_tn2")])


@pytest.mark.slow
def test_rounds_under_way_stop_the_migration_and_no_others() -> None:
    former = migrated(LAST_RELEASE)
    for state in (*AT_REST, *UNDER_WAY):
        make_round(former, state)
    with pytest.raises(
        CommandError, match=r"certify or cancel these rounds, then migrate: closed; counted; open; sealed$"
    ):
        migrate()
    cancel_rounds_under_way(former)
    migrate()
