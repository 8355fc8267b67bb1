"""Invented people never enter the data of an agency, and a failed demonstration stops nothing."""

import pytest
from django.core.management import CommandError, call_command

from officials.models import Unit, User
from operations.embedded import supervisor
from operations.embedded.places import places
from operations.errors import CannotStart
from tests.roles import make_unit


def test_database_with_units_gets_no_demonstration(db: None) -> None:
    made = make_unit("Sở Xây dựng")
    with pytest.raises(CommandError, match="không tạo dữ liệu minh họa"):
        call_command("demo")
    assert (list(Unit.objects.all()), User.objects.count()) == ([made], 0)


def test_failed_demonstration_is_said_and_the_start_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> str:
        raise CannotStart("`manage.py demo` failed")

    monkeypatch.setattr(supervisor, "demonstration", fail)
    assert supervisor._accounts(places()) == ""
    assert "no demonstration data): `manage.py demo` failed" in capsys.readouterr().err
