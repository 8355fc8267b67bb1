"""No page about accounts shows English to a Vietnamese reader; all of them exist in English too."""

import re
from html.parser import HTMLParser

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from officials.models import User
from tests.roles import PASSWORD

LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
# Without marks in Vietnamese as well, or not in Vietnamese on purpose.
AS_WRITTEN = {"English", "English (EN)", "EN", "–", "/", "Tín Nhiệm"}
PAGES = [
    "", "login/", "logout/", "login/code/", "signup/", "inactive/", "email/", "password/change/",
    "password/reset/", "password/reset/done/", "password/reset/key/1-x/", "reauthenticate/", "2fa/",
    "2fa/totp/activate/", "2fa/totp/deactivate/", "2fa/webauthn/", "2fa/webauthn/add/",
    "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "confirm-email/", "confirm-email/x/",
    "2fa/reauthenticate/", "2fa/webauthn/reauthenticate/",
]  # fmt: skip


class Texts(HTMLParser):
    """Collects what is read aloud: text outside scripts and codes, and labels."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value for name, value in attrs if name in ("aria-label", "title", "placeholder") and value
        ]
        silent = tag in ("script", "svg", "style") or ("class", "code code--long") in attrs
        self.inside.append("silent" if silent else tag)
        if tag in ("meta", "link", "input", "img", "br", "hr", "path"):
            self.inside.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if "silent" not in self.inside and data.strip():
            self.found.append(" ".join(data.split()))


def english_in(page: str) -> list[str]:
    parser = Texts()
    parser.feed(re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL))
    words = [text for text in parser.found if re.search(r"[a-z]{2}", text) and "@" not in text]
    return [text for text in words if not set(text.lower()) & set(LETTERS) and text not in AS_WRITTEN]


@pytest.fixture
def browser_of(stranger: User) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(stranger)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("state", ["out", "in", "with second step"])
def test_page_is_vietnamese(browser_of: Client, stranger: User, path: str, state: str) -> None:
    client = Client(headers={"accept-language": "vi"}) if state == "out" else browser_of
    if state == "with second step":
        TOTP.activate(stranger, generate_totp_secret())
        RecoveryCodes.activate(stranger)
    page = client.get(f"/accounts/{path}", follow=True).content.decode()
    left = [text for text in english_in(page) if text != "nguoila"]
    assert left == []


def test_the_heuristic_finds_english() -> None:
    assert english_in("<p>Your password</p><p>Mật khẩu</p><script>var a</script>") == ["Your password"]


def test_english_when_asked_for(client: Client, db: None) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in page
    assert "User name or e-mail address" in page
