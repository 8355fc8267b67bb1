"""A host where no static files were collected shows readable error pages, and says what it lacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings

from operations import host_parts
from tests.tinnhiem.test_errors import PAGES

COLLECTED = "operations.static_storage.StaticFilesStorage"


@pytest.fixture(autouse=True)
def _nothing_collected(tmp_path: Path) -> Iterator[None]:
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": COLLECTED}}
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        yield


@pytest.mark.parametrize("name", PAGES)
def test_error_page_is_readable(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert 'href="/static/css/base.css"' in page


@pytest.mark.django_db
def test_failing_page_ends_in_the_error_page(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/accounts/login/")  # its scripts are not in the manifest
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.content.decode()


@pytest.mark.django_db
def test_health_names_what_is_missing(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/health/").json()["host"] == "lacks static files"
    answer = client.get("/health/web/")
    assert (answer.status_code, answer.json()["static"]) == (503, "missing")
    host_parts.report()
    assert "Run script/setup." in caplog.text
