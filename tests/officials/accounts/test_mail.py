"""Mail about accounts: in Vietnamese, and a failure is said on the page."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from officials.models import User

RESET = "/accounts/password/reset/"


def test_reset_mail_is_vietnamese_and_its_link_works(
    client: Client, stranger: User, mailoutbox: list[EmailMessage]
) -> None:
    client.post(RESET, {"email": stranger.email})
    [mail] = mailoutbox
    assert mail.subject == "[Tín Nhiệm] Đặt lại mật khẩu"
    link = next(line for line in str(mail.body).splitlines() if line.startswith("http"))
    response = client.get(link, follow=True)
    assert "Chọn mật khẩu mới" in response.content.decode()


def test_unknown_address_is_answered_alike_and_gets_no_mail(
    client: Client, stranger: User, mailoutbox: list[EmailMessage]
) -> None:
    known = client.post(RESET, {"email": stranger.email})
    unknown = client.post(RESET, {"email": "ai@example.test"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [mail.to for mail in mailoutbox] == [[stranger.email]]


def test_failing_mail_server_is_reported_on_the_page(
    client: Client, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead(*args: object, **kwargs: object) -> None:
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", dead)
    page = client.post(RESET, {"email": stranger.email}, follow=True).content.decode()
    assert "Máy chủ thư không phản hồi" in page
