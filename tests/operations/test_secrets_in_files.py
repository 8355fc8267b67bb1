"""`NAME_FILE` names a file that holds the value of `NAME`; passwords may stand apart from the addresses."""

from pathlib import Path

import pytest

from operations.embedded.places import is_given
from tinnhiem.environment import Reader

PASSWORD = "$x#y%z/@:é \\"  # what a shell, an .env file and an address would each read in another way
READER = Reader()


@pytest.fixture
def password(tmp_path: Path) -> str:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    return str(file)


def test_value_is_read_from_the_file(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", password)
    assert READER.secret("SECRET_KEY") == PASSWORD


def test_other_types_are_read_from_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "address").write_text("https://vote.example.gov.vn\n")
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.setenv("SITE_URL_FILE", str(tmp_path / "address"))
    assert READER.url("SITE_URL", default="http://localhost") == "https://vote.example.gov.vn"


def test_passwords_need_no_quoting(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me@host/base")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", password)
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://me@mail.example.vn:587")
    monkeypatch.setenv("EMAIL_PASSWORD_FILE", password)
    assert READER.database("DATABASE_URL", default="")["PASSWORD"] == PASSWORD
    assert READER.mail("EMAIL_URL", default="")["EMAIL_HOST_PASSWORD"] == PASSWORD


@pytest.mark.parametrize("address", ["redis://host:6379/0", "redis://:old@host:6379/0"])
def test_password_of_redis_is_quoted_in_the_address(
    address: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", address)
    assert READER.redis("REDIS_URL") == address
    monkeypatch.setenv("REDIS_PASSWORD_FILE", password)
    assert READER.redis("REDIS_URL") == "redis://:%24x%23y%25z%2F%40%3A%C3%A9%20%5C@host:6379/0"


def test_missing_file_stops_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", "/nowhere")
    with pytest.raises(SystemExit, match=r"SECRET_KEY_FILE names a file that cannot be read: /nowhere \(No"):
        READER.secret("SECRET_KEY")


def test_value_and_file_together_are_refused(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("SECRET_KEY_FILE", password)
    with pytest.raises(SystemExit, match="SECRET_KEY and SECRET_KEY_FILE are both set"):
        READER.secret("SECRET_KEY")


def test_an_address_in_a_file_replaces_the_embedded_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert not is_given("DATABASE_URL")
    monkeypatch.setenv("DATABASE_URL_FILE", "/run/secrets/database_url")
    assert is_given("DATABASE_URL")
