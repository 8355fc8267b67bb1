"""A wrong setting ends the start with one sentence; right ones are understood."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR
from tinnhiem.environment import Reader

READER = Reader()


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""), **variables}
    program = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'tinnhiem.settings'; from tinnhiem import settings"
    )
    program += (
        "; print(settings.DATABASES['default']['HOST'], settings.SITE_URL, settings.SESSION_COOKIE_SECURE)"
    )
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=env, cwd=BASE_DIR, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "maybe", "DEBUG must be true or false, not 'maybe'."),
        ("PORT", "http", "PORT cannot be read; it must look like a whole number."),
        ("PORT", "70000", "PORT must be a port, 1 to 65535, not 70000."),
        (
            "SITE_URL",
            "vote.example",
            "SITE_URL must look like https://vote.example.gov.vn, not 'vote.example'.",
        ),
        ("SITE_URL", "https://a.vn/path", "SITE_URL must look like https://vote.example.gov.vn"),
        ("DATABASE_URL", "sqlite:///x", "DATABASE_URL must look like postgres://user:password@host/name"),
        ("DATABASE_POOL", "0", "DATABASE_POOL must be 1 or more, not 0."),
        ("SECRET_KEY", "short", "SECRET_KEY is too short: it needs 50 characters or more."),
        ("EMAIL_URL", "pigeon://x", "EMAIL_URL cannot be read; it must look like smtp+tls://"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, not 'LOUD'."),
        ("DOCUMENT_FONT_DIR", "/nowhere", "DOCUMENT_FONT_DIR names a folder that does not exist: /nowhere."),
    ],
)
def test_wrong_value_stops_with_a_sentence(name: str, value: str, sentence: str, tmp_path: Path) -> None:
    done = start(**{"TINNHIEM_DATA": str(tmp_path), name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"Tín Nhiệm cannot start. {sentence}")
    assert "Traceback" not in done.stderr


def test_folder_that_cannot_be_written_stops_with_a_sentence() -> None:
    done = start(TINNHIEM_DATA="/proc/nowhere")
    assert done.returncode == 1
    assert done.stderr.startswith("Tín Nhiệm cannot start. Cannot write /proc/nowhere/secret_key:")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    start(TINNHIEM_DATA=str(tmp_path))
    first = (tmp_path / "secret_key").read_text()
    start(TINNHIEM_DATA=str(tmp_path))
    assert (tmp_path / "secret_key").read_text() == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.slow
def test_cookies_need_tls_when_the_site_has_it(tmp_path: Path) -> None:
    plain = start(TINNHIEM_DATA=str(tmp_path), PORT="8080")
    safe = start(TINNHIEM_DATA=str(tmp_path), SITE_URL="https://vote.example.gov.vn/")
    assert plain.stdout.split()[1:] == ["http://localhost:8080", "False"]
    assert safe.stdout.split()[1:] == ["https://vote.example.gov.vn", "True"]


def test_socket_folder_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me@%2Frun%2Fpg/base")
    found = READER.database("DATABASE_URL", default="")
    assert (found["HOST"], found["NAME"], found["USER"]) == ("/run/pg", "base", "me")


@pytest.mark.parametrize(("word", "meaning"), [("true", True), ("1", True), ("No", False), ("", False)])
def test_flags(word: str, meaning: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", word)
    assert READER.flag("DEBUG", default=not meaning) is meaning


def test_words_lose_spaces_and_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "a.vn, b.vn,,")
    assert READER.words("ALLOWED_HOSTS", default=[]) == ["a.vn", "b.vn"]
