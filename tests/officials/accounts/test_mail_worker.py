"""Mail goes through the worker: no request waits for it, or tells by its work whether an account exists."""

import re
import smtplib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from officials import mail
from tests.officials.mail_server import SlowServer, slow_mail_server
from tests.roles import make_user

RESET, CODE = "/accounts/password/reset/", "/accounts/login/code/"
DELAY = 4
DONE = re.compile(rf"Task {re.escape(mail.TASK)}\[\S+\] succeeded")


@pytest.fixture
def smtp(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowServer]:
    """A mail server to which a worker of this test is pointed."""
    with slow_mail_server(DELAY) as server:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{server.port}")
        yield server


@pytest.fixture
def smtp_worker(smtp: SlowServer, worker: subprocess.Popen[bytes]) -> SlowServer:
    return smtp


@pytest.mark.parametrize("page", [RESET, CODE])
def test_request_does_not_wait_for_a_slow_mail_server(
    smtp_worker: SlowServer, page: str, wait_until: Callable[..., object], tmp_path: Path
) -> None:
    known, times = make_user(), []
    for email in (known.email, "ai@example.test"):
        client, start = Client(), time.monotonic()
        assert client.post(page, {"email": email}).status_code == 302
        times.append(time.monotonic() - start)
    assert max(times) < DELAY
    assert smtp_worker.mails == []
    log = tmp_path / "worker.log"
    wait_until(lambda: len(DONE.findall(log.read_text())) == 2)
    assert [known.email in text for text in smtp_worker.mails] == [True]


@pytest.mark.django_db
@pytest.mark.parametrize("page", [RESET, CODE])
def test_known_and_unknown_address_cost_the_same_work(
    page: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("celery.Celery.send_task", lambda _app, *args, **more: sent.append((args[0], more)))
    work = []
    for email in (make_user().email, "ai@example.test"):
        with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
            Client().post(page, {"email": email})
        work.append([_plain(query["sql"]) for query in queries])
    assert work[0] == work[1] != []
    assert len(sent) == 2
    assert sent[0] == sent[1]


def _plain(sql: str) -> str:
    """Return the statement without its values."""
    return re.sub(r'"s\d+_x\d+"', "", sql.partition(" WHERE ")[0].partition(" VALUES ")[0])


@pytest.mark.django_db
def test_as_many_hashes_for_a_known_as_for_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    encode = MD5PasswordHasher.encode

    def count(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        counted.append(password)
        return encode(hasher, password, salt)

    user = make_user()
    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    numbers = []
    for login in (user.username, "khong-co", user.email, "ai@example.test"):
        counted.clear()
        Client().post("/accounts/login/", {"login": login, "password": "sai"})
        numbers.append(len(counted))
    assert (numbers[0], numbers[2]) == (numbers[1], numbers[3])


def test_queue_does_not_show_the_content() -> None:
    sealed = mail.seal(EmailMessage("Mã", "AB12-CD34", to=["a@example.test"]), is_wanted=True)
    assert "AB12" not in sealed
    assert "example.test" not in sealed
    mail.deliver(sealed)
    assert [(sent.body, sent.to) for sent in django_mail.outbox] == [("AB12-CD34", ["a@example.test"])]


def test_mail_server_that_is_away_is_tried_once_in_a_while(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    tries: list[str] = []

    def refuse(message: EmailMessage) -> None:
        tries.append(str(message.subject))
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", refuse)
    sealed = mail.seal(EmailMessage("Mã", "", to=["a@example.test"]), is_wanted=True)
    for _time in range(3):
        with pytest.raises(OSError):
            mail.deliver(sealed)
    assert tries == ["Mã"]
