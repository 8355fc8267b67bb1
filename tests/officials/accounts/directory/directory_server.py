"""The directory of an agency: a certified provider of OpenID Connect, and a person's way through its pages."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.test import Client

from operations.embedded.places import BASE_DIR
from tests.operations.processes import free_port

PROGRAM = Path(__file__).with_name("provider.mjs")
SECRET = "a-secret-of-the-directory"
BEGIN, BACK = "/accounts/directory/", "/accounts/directory/back/"
People = Mapping[str, Mapping[str, object]]


@contextmanager
def directory_server(people: People, *, site: str) -> Iterator[str]:
    """Run a directory that knows these people; yields its issuer."""
    port = free_port()
    known = {"port": port, "client": "tin-nhiem", "secret": SECRET, "back": f"{site}{BACK}", "people": people}
    node = shutil.which("node") or str(BASE_DIR / "var/node/bin/node")
    with subprocess.Popen(
        [node, PROGRAM, json.dumps(known)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NODE_ENV": "test"},
    ) as process:
        assert process.stdout is not None
        assert any(b"ready" in line for line in process.stdout)
        try:
            yield f"http://localhost:{port}"
        finally:
            process.kill()


def begin(client: Client, *, after: str = "") -> str:
    """Press the button of the login page; return the directory's address to which the page leads."""
    page = client.post(BEGIN, {"next": after} if after else {})
    assert page.status_code == 200, page.text
    found = re.search(r'content="0;url=([^"]+)"', page.text)
    assert found is not None
    return unescape(found[1])


def log_in_there(address: str, *, login: str) -> str:
    """Log in on the directory's pages; return the path of our site to which it sends the browser."""
    with requests.Session() as browser:
        page = browser.get(address, timeout=20)
        form = re.search(r'action="([^"]+)"', page.text)
        assert form is not None, page.text
        answer = browser.post(
            urljoin(page.url, unescape(form[1])),
            {"prompt": "login", "login": login, "password": "x"},
            allow_redirects=False,
            timeout=20,
        )
        while not (place := answer.headers["Location"]).startswith(settings.SITE_URL):
            answer = browser.get(urljoin(answer.url, place), allow_redirects=False, timeout=20)
    parts = urlsplit(place)
    return f"{parts.path}?{parts.query}"
