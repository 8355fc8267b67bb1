"""What an address with https switches on; asked of a process of its own."""

import json
import os
import subprocess
import sys

from tinnhiem.embedded.places import BASE_DIR

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


def test_https_switches_everything_on(db: None) -> None:
    env = {
        **os.environ,
        "SITE_URL": "https://vote.example.test",
        "DJANGO_SETTINGS_MODULE": "tinnhiem.settings",
        "PYTHONPATH": str(BASE_DIR),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=env, cwd=BASE_DIR, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["status"] == 200
    assert found["hsts"].startswith("max-age=31536000")
    assert found["plain"] == [301, "https://vote.example.test/help/"]
    assert found["mfa"] is True
    assert found["secure"] == [True, True, True]
    assert found["insecure_passkeys"] is False
