"""`check --deploy` warns when the database could refuse an intruder nothing."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from operations import deploy_checks, rights
from tests.owner import as_owner


@pytest.mark.django_db
def test_the_application_itself_gives_no_warning() -> None:
    assert deploy_checks.application_role() == []


@pytest.mark.django_db
def test_owner_of_the_tables_is_reported() -> None:
    with as_owner():
        assert [found.id for found in deploy_checks.application_role()] == ["operations.W002"]


@pytest.mark.django_db
def test_one_account_for_both_is_granted_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with one account works as before."""
    with as_owner() as cursor:
        cursor.execute("SELECT current_user")
        monkeypatch.setattr(settings, "DATABASE_APPLICATION", cursor.fetchone()[0])
        rights.grant()
    assert connection.introspection.table_names()


def test_deploy_check_includes_it(committed: None, capsys: pytest.CaptureFixture[str]) -> None:
    with as_owner():
        call_command("check", deploy=True, tags=["security"])
    assert "operations.W002" in capsys.readouterr().err
