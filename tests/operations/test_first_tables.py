"""`script/manage` makes the tables of a new database, and leaves every other database alone."""

import pytest
from django.db import OperationalError, connection

from operations.embedded import first_tables

Made = list[tuple[str, ...]]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    calls: Made = []
    monkeypatch.setattr(first_tables, "call_command", lambda *names, **_options: calls.append(names))
    return calls


@pytest.mark.parametrize("line", ["rehearse file.csv", "createsuperuser", "check", "shell -c 1"])
def test_commands_that_may_read_the_database_get_tables(line: str) -> None:
    assert first_tables.needs_tables(line.split())


@pytest.mark.parametrize("line", ["", "help", "migrate rounds 0001", "makemigrations", "rehearse --help"])
def test_commands_that_work_without_tables_get_none(line: str) -> None:
    assert not first_tables.needs_tables(line.split())


@pytest.mark.django_db
def test_a_database_with_tables_stays_as_it_is(made: Made) -> None:
    """Also one of an older version: its administrator chooses when it is upgraded."""
    first_tables.make_first_tables()
    assert made == []


def test_a_new_database_gets_its_tables(
    made: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    first_tables.make_first_tables()
    assert made == [("migrate",)]
    assert capsys.readouterr().out == ""


def test_a_database_that_does_not_answer_is_left_to_the_command(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> list[str]:
        raise OperationalError

    monkeypatch.setattr(connection.introspection, "table_names", refuse)
    first_tables.make_first_tables()
    assert made == []
