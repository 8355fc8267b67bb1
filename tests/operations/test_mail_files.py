"""Mail files are for their owner only and are removed after a week."""

import os
import stat
import time
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection
from pytest_django import Settings

from operations.mail_files import KEPT_DAYS
from operations.tasks import remove_old_mail
from tinnhiem.environment import Reader

BACKEND = "operations.mail_files.PrivateFiles"


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def write_mail() -> None:
    EmailMessage("Mã", "AB12-CD34", to=["a@example.test"], connection=get_connection(BACKEND)).send()


def test_only_the_owner_reads_them(folder: Path) -> None:
    old = os.umask(0o022)
    try:
        write_mail()
    finally:
        os.umask(old)
    [file] = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.django_db
def test_old_ones_are_removed(folder: Path) -> None:
    write_mail()
    [kept] = folder.iterdir()
    kept.chmod(0o644)
    old = folder / "20260101-000000-1.log"
    old.write_text("x")
    os.utime(old, (0, time.time() - (KEPT_DAYS * 24 + 1) * 3600))
    remove_old_mail()
    assert list(folder.iterdir()) == [kept]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_setting_for_files_means_private_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "filemail:////tmp/mail")
    assert Reader().mail("EMAIL_URL", default="")["EMAIL_BACKEND"] == BACKEND
