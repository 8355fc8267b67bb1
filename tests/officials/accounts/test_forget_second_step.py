"""`manage.py forget_second_step` removes a lost second factor."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import translation

from officials.models import User
from tests.roles import make_user


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """A command speaks the language of the process, which a test before may have changed."""
    with translation.override("vi"):
        yield


def test_takes_it_from_that_account_only(stranger: User, capsys: pytest.CaptureFixture[str]) -> None:
    other = make_user()
    for user in (stranger, other):
        TOTP.activate(user, generate_totp_secret())
    call_command("forget_second_step", "nguoila")
    assert [each.user_id for each in Authenticator.objects.all()] == [other.pk]
    assert "đã xóa 1 mục" in capsys.readouterr().out


def test_unknown_name_is_reported(db: None) -> None:
    with pytest.raises(CommandError, match="Không có tài khoản “ai”"):
        call_command("forget_second_step", "ai")


def test_its_person_is_told(stranger: User, mailoutbox: list[EmailMessage]) -> None:
    TOTP.activate(stranger, generate_totp_secret())
    call_command("forget_second_step", stranger.username)
    [mail] = mailoutbox
    assert (mail.to, "Bước xác thực thứ hai" in str(mail.body)) == ([stranger.email], True)
