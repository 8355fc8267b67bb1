"""One head of the log a day is kept, and mailed once to those who ask."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from pytest_django import Settings

from audit.models import DailyHead
from audit.services import note
from operations import log_heads
from tests.audit.chain import linked

pytestmark = pytest.mark.django_db


def test_head_of_the_day_is_kept_and_mailed_once(settings: Settings, mailoutbox: list[Any]) -> None:
    settings.LOG_HEAD_RECIPIENTS = ["luutru@example.vn"]
    with transaction.atomic():
        note("unit.save", text="Một")
    link = linked()[-1]
    log_heads.keep()
    log_heads.keep()
    head = DailyHead.objects.get()
    assert (head.number, bytes(head.hash)) == (link.number, bytes(link.hash))
    (mail,) = mailoutbox
    assert mail.to == ["luutru@example.vn"]
    assert bytes(link.hash).hex() in mail.body
    output = StringIO()
    call_command("audit", "heads", stdout=output)
    assert output.getvalue().split() == [str(head.day), str(head.number), bytes(link.hash).hex()]


def test_a_head_is_not_changed_by_the_application() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("UPDATE audit_head SET number = 1")
