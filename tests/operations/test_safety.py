"""What every page and every log line keeps to."""

import logging

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "form-action 'self'",
    "frame-ancestors 'none'", "base-uri 'none'",
}  # fmt: skip


@pytest.mark.parametrize("address", ["/accounts/login/", "/admin/login/", "/jsi18n/", "/no-such-page/"])
def test_strict_policy_on_every_page(address: str, client: Client, db: None) -> None:
    response = client.get(address)
    assert {part.strip() for part in response["Content-Security-Policy"].split(";")} == POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_no_address_leads_to_private_files(client: Client, db: None) -> None:
    assert settings.MEDIA_URL in ("", "/")
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "dossier.pdf").write_text("secret")
    for folder in ("media", "files", "static"):
        assert client.get(f"/{folder}/dossier.pdf").status_code == 404


@pytest.mark.django_db
def test_log_lines_hold_no_address(
    client: Client, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "203.0.113.77"
    with caplog.at_level(logging.DEBUG):
        client.get("/no-such-page/", REMOTE_ADDR=address)
        client.post("/box/00000000-0000-0000-0000-000000000000/cast", REMOTE_ADDR=address)
    assert address not in caplog.text + "".join(capsys.readouterr())


def test_languages(client: Client, db: None) -> None:
    assert 'lang="vi"' in client.get(reverse("account_login")).content.decode()
    client.post(reverse("set_language"), {"language": "en"})
    assert 'lang="en"' in client.get(reverse("account_login")).content.decode()
