"""Tests of the fixtures that all other tests use."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import translation
from playwright.sync_api import Page

from officials.models import User
from officials.services import create_account
from operations.embedded.places import BASE_DIR
from rounds.models import RuleSet, Threshold
from tests import database
from tests.roles import make_user
from tinnhiem.celery import app


def test_own_database_and_prefix(db: None) -> None:
    assert str(connection.settings_dict["NAME"]).startswith("test_tinnhiem")
    assert settings.PREFIX.startswith("tn-test-")
    assert "tests" in settings.DATA_DIR.parts


def test_the_database_is_that_of_the_migrations(db: None) -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.slow
def test_template_name_depends_on_imports_of_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    before = database.fingerprint()
    assert database.fingerprint() == before
    read = Path.read_bytes

    def edited(path: Path) -> bytes:
        return read(path) + (b"\n# edited\n" if path == BASE_DIR / "rounds" / "regulations.py" else b"")

    monkeypatch.setattr(Path, "read_bytes", edited)
    assert database.fingerprint() != before


def test_accounts_are_written_as_the_service_writes_them(db: None) -> None:
    def rows(user: User) -> tuple[Any, Any]:
        [address] = EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        own = {"pk", "id", "date_joined", "username", "email"}
        account: dict[str, Any] = {**User.objects.filter(pk=user.pk).values().get()}
        return {name: account[name] for name in account.keys() - own}, address

    [account, address] = rows(made := make_user("Trần Thị Tư", "TU"))
    User.objects.filter(pk=made.pk).update(username="cu", email="cu@example.test")
    EmailAddress.objects.all().delete()
    created = create_account(
        username="TU", full_name="Trần Thị Tư", email="TU@example.test", password_hash=made.password
    )
    assert (account, address) == rows(created)


@pytest.mark.parametrize("putting_back", [database.restore, database.truncate])
def test_tables_are_put_back(committed: None, putting_back: Callable[[], None]) -> None:
    permissions = list(Permission.objects.values_list())
    make_user()
    RuleSet.objects.filter(code="115-2020").update(name="Đã sửa")
    Threshold.objects.all().delete()
    putting_back()
    assert not User.objects.exists()
    assert not RuleSet.objects.filter(name="Đã sửa").exists()
    assert RuleSet.objects.count() == 3
    assert Threshold.objects.exists()
    assert list(Permission.objects.values_list()) == permissions


def test_worker_answers_through_the_real_queue(
    worker: subprocess.Popen[bytes], wait_until: Callable[[Callable[[], Any]], Any]
) -> None:
    # A ping is lost when it comes before the worker listens for broadcasts, a moment after it is ready.
    replies = wait_until(lambda: app.control.ping(timeout=5, limit=1))
    assert [list(reply.values()) for reply in replies] == [[{"ok": "pong"}]]


@pytest.mark.browser
def test_browser_opens_a_page(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    page.goto("/accounts/login/")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert_accessible(page)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_request_leaves_no_language_to_the_next_test(client: Client, language: str) -> None:
    assert translation.get_language() == settings.LANGUAGE_CODE
    client.get("/jsi18n/", headers={"accept-language": language})


@pytest.mark.slow
def test_a_second_run_does_not_touch_the_first() -> None:
    """The lock is held by this run already."""
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/tinnhiem/test_tokens.py"]
    done = subprocess.run(command, env=env, cwd=BASE_DIR, capture_output=True, text=True, check=False)
    assert (done.returncode, "TN_TEST_SUFFIX" in done.stdout + done.stderr) == (2, True)
    assert settings.DATA_DIR.is_dir()
