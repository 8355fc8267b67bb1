"""Where no mail leaves the machine, no page offers a code or a link that would never arrive."""

import pytest
from django.test import Client, override_settings

from officials.mail import MAIL_TO_FILES

NO_MAIL = "hệ thống này không gửi thư điện tử"
OFFERS = ("/accounts/password/reset/", "/accounts/login/code/")


no_mail = override_settings(EMAIL_BACKEND=MAIL_TO_FILES)


@no_mail
def test_login_page_names_the_secretariat_instead(client: Client, db: None) -> None:
    page = client.get("/accounts/login/").text
    assert NO_MAIL in page
    assert "in giấy đăng nhập" in page  # a secretary chooses nobody's password
    assert [offer for offer in OFFERS if offer in page] == []


@no_mail
@pytest.mark.parametrize("path", OFFERS)
def test_pages_that_send_mail_have_no_form(client: Client, db: None, path: str) -> None:
    page = client.get(path).text
    assert NO_MAIL in page
    assert 'name="email"' not in page


def test_with_mail_both_are_offered(client: Client, db: None) -> None:
    page = client.get("/accounts/login/").text
    assert NO_MAIL not in page
    assert [offer for offer in OFFERS if offer in page] == list(OFFERS)
