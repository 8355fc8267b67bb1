"""A secretary types the head that the minutes print, and the page says whether the log still holds it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from playwright.sync_api import Page, expect

from audit.models import Entry
from audit.selectors import head
from audit.services import note, note_head
from documents.wording import grouped
from officials.models import User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.owner import unguarded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def printed(secretary: User) -> str:
    """The head of the log as the minutes print it, after something was done."""
    with transaction.atomic():
        note("unit.save", actor=secretary, text="Một")
    note_head()
    last = head()
    assert last is not None
    return grouped(bytes(last.hash).hex())


def compare(page: Page, typed: str) -> None:
    page.get_by_label("Đối chiếu mã nhật ký").fill(typed)
    page.get_by_role("button", name="Kiểm tra").click()


def test_printed_head_is_compared(open_page: OpenPage, secretary: User, printed: str) -> None:
    page = open_page("/rights/", user=secretary)
    page.get_by_role("link", name="Mã nhật ký").click()
    compare(page, printed)
    expect(page.get_by_text("Nhật ký có mã này")).to_be_visible()
    look(page, "log-heads")


def test_row_changed_by_a_superuser_with_triggers_off_is_found(
    open_page: OpenPage, secretary: User, voter: User, printed: str
) -> None:
    """The check names the row; a log that was cut off is found by the head on paper."""
    page = open_page("/log/heads/", user=secretary)
    entry = Entry.objects.latest("pk")
    with transaction.atomic(), unguarded() as cursor:
        cursor.execute("UPDATE audit_entry SET actor_id = %s WHERE id = %s", [voter.pk, entry.pk])
    with pytest.raises(CommandError):
        call_command("audit", "verify", stdout=(told := StringIO()))
    assert f"mục {entry.pk}" in told.getvalue()
    with transaction.atomic(), unguarded() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE entry_id = %s", [entry.pk])
    compare(page, printed)
    expect(page.get_by_text("Nhật ký không có mã này")).to_be_visible()
