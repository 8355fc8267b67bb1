"""`manage.py forget_directory` unties an account from its entry of the directory."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from audit.models import Entry
from officials.models import DirectoryIdentity, User
from tests.roles import make_user


def test_unties_that_account_only(stranger: User, capsys: pytest.CaptureFixture[str]) -> None:
    for user in (stranger, other := make_user()):
        DirectoryIdentity.objects.create(user=user, issuer="https://id.test", subject=user.username)
    with translation.override("en"):
        call_command("forget_directory", stranger.username)
        call_command("forget_directory", stranger.username)
    assert DirectoryIdentity.objects.get().user == other
    assert Entry.objects.get(act="directory.forget").subject_id == str(stranger.pk)
    first, second = capsys.readouterr().out.splitlines()
    assert ("ties the account anew" in first, "was not tied" in second) == (True, True)


def test_unknown_account_is_reported(db: None) -> None:
    with translation.override("en"), pytest.raises(CommandError, match="no account named “ai”"):
        call_command("forget_directory", "ai")


def test_owner_is_told(stranger: User, mailoutbox: list[Any]) -> None:
    DirectoryIdentity.objects.create(user=stranger, issuer="https://id.test", subject="x")
    for _time in range(2):
        call_command("forget_directory", stranger.username)
    [told] = mailoutbox
    assert (told.to, "hệ thống đăng nhập của cơ quan" in told.body) == ([stranger.email], True)
