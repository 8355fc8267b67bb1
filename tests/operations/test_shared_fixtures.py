"""The fixtures that all other tests stand on."""

import subprocess
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page

from tinnhiem.celery import app


def test_own_database_and_prefix(db: None) -> None:
    assert str(connection.settings_dict["NAME"]).startswith("test_tinnhiem")
    assert settings.PREFIX.startswith("tn-test-")
    assert "tests" in settings.DATA_DIR.parts


def test_worker_answers_through_the_real_queue(worker: subprocess.Popen[bytes]) -> None:
    replies = app.control.ping(timeout=5) or []
    assert [list(reply.values()) for reply in replies] == [[{"ok": "pong"}]]


@pytest.mark.browser
def test_browser_opens_a_page(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    page.goto("/accounts/login/")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert_accessible(page)
