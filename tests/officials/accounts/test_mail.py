"""Mail about accounts: in Vietnamese, and a failure of the queue is reported on the page."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from redis.exceptions import RedisError

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


def test_queue_that_is_away_is_reported_on_the_page(
    client: Client, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise RedisError("gone")

    monkeypatch.setattr("officials.mail.post", away)
    pages = [
        client.post(RESET, {"email": email}, follow=True).text
        for email in (stranger.email, "ai@example.test")
    ]
    assert ["Hiện chưa gửi được thư" in page for page in pages] == [True, True]
