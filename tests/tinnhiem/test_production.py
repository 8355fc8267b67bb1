"""What an address with https switches on; asked of a process of its own."""

import json
import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

from operations.embedded.places import BASE_DIR

HTTPS = {"SITE_URL": "https://vote.example.test", "DJANGO_SETTINGS_MODULE": "tinnhiem.settings"}
# The owner of the domain decides about subdomains and the preload list of browsers.
SILENCED = {"security.W005": "HSTS for subdomains", "security.W021": "HSTS preload"}
ASK = """
import django, json; django.setup()
from django.test import Client
answer = Client(headers={"host": "vote.example.test", "x-forwarded-proto": "https"}).get("/help/")
plain = Client(headers={"host": "vote.example.test"}).get("/help/")
from django.conf import settings
print(json.dumps({
  "status": answer.status_code, "hsts": answer.headers.get("Strict-Transport-Security"),
  "plain": [plain.status_code, plain.headers.get("Location")],
  "mfa": settings.REQUIRE_STAFF_MFA,
  "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE],
  "insecure_passkeys": settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN,
}))
"""


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python with production settings: an https address."""
    env = {**os.environ, **HTTPS, "PYTHONPATH": str(BASE_DIR), **more}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser's tests set it for this process
    command = [sys.executable, *words]
    return subprocess.run(command, check=False, env=env, cwd=BASE_DIR, capture_output=True, text=True)


@pytest.mark.slow
def test_https_switches_everything_on(db: None) -> None:
    done = run("-c", ASK)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["status"] == 200
    assert found["hsts"].startswith("max-age=31536000")
    assert found["plain"] == [301, "https://vote.example.test/help/"]
    assert found["mfa"] is True
    assert found["secure"] == [True, True, True]
    assert found["insecure_passkeys"] is False


@pytest.mark.slow
def test_django_finds_nothing_to_say_about_a_deployment() -> None:
    done = run("manage.py", "check", "--deploy", TN_TESTING="false", SECRET_KEY=secrets.token_urlsafe(64))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == "System check identified no issues (2 silenced)."
    assert list(SILENCED) == settings.SILENCED_SYSTEM_CHECKS
