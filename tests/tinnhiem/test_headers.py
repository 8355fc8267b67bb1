"""Headers of every answer, including errors."""

import pytest
from django.test import Client

from officials.models import User

PAGES = [
    "/",
    "/help/",
    "/health/",
    "/jsi18n/",
    "/accounts/login/",
    "/accounts/2fa/",
    "/admin/login/",
    "/nowhere/",
]


@pytest.mark.parametrize("path", PAGES)
def test_content_security_policy_allows_this_site_only(client: Client, stranger: User, path: str) -> None:
    client.force_login(stranger)
    policy = client.get(path).headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives.pop("default-src") == "'none'"
    assert directives.pop("frame-ancestors") == "'none'"
    assert directives.pop("base-uri") == "'none'"
    assert set(directives.values()) == {"'self'"}


@pytest.mark.parametrize("path", PAGES)
def test_other_headers(client: Client, path: str, db: None) -> None:
    headers = client.get(path).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert not {"Server-Timing", "X-Powered-By"} & set(headers)


def test_pages_are_not_kept_by_browsers(client: Client, db: None) -> None:
    assert "no-store" in client.get("/").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/help/", "/nowhere/"])
def test_nothing_is_written_inline(client: Client, path: str, db: None) -> None:
    page = client.get(path).content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<style" not in page
    assert "<script>" not in page


def test_words_for_scripts_may_be_kept_for_a_while(client: Client) -> None:
    answer = client.get("/jsi18n/?vi")
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert "gettext" in answer.content.decode()
