"""The pages of an import, and the work on it, ask as many queries for many rows as for a few."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from lists.models import ListImport
from lists.services import planning
from lists.services.uploading import upload
from officials.models import User
from tests.lists.importing import read, taken, xlsx

pytestmark = pytest.mark.django_db
HEADER = ["Họ và tên", "Mã cán bộ", "Chức vụ", "Đơn vị"]
LARGEST = 60_000  # bytes of a page


def people(number: int) -> bytes:
    lines = [[f"Nguyễn Văn Số {one}", f"CB-{one}", "Chuyên viên", "Phòng Kế hoạch"] for one in range(number)]
    return xlsx([HEADER, *lines])


@pytest.fixture
def desk(client: Client, clerk: User, settings: Any) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    client.force_login(clerk)
    return client


def cost(desk: Client, found: ListImport) -> tuple[int, int]:
    """Return queries and bytes of the page of an import."""
    address = reverse("secretariat:list_import", args=[found.pk])
    desk.get(address)  # fills Django's caches
    with CaptureQueriesContext(connection) as asked:
        page = desk.get(address)
    return len(asked), len(page.content)


@pytest.mark.slow
def test_preview_does_not_grow(desk: Client, clerk: User) -> None:
    few, many = (
        cost(desk, read("officials", people(60), clerk)),
        cost(desk, read("officials", people(600), clerk)),
    )
    assert many[0] == few[0]
    assert many[1] <= min(LARGEST, 1.1 * few[1])


def planned(kind: str, content: bytes, clerk: User) -> int:
    """Return the queries of reading and planning a list."""
    found = upload(kind=kind, target="", name="a.xlsx", content=content, actor=clerk)
    with CaptureQueriesContext(connection) as asked:
        planning.read(found)
    return len(asked)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["officials", "accounts"])
def test_planning_does_not_grow(clerk: User, kind: str) -> None:
    planned(kind, people(2), clerk)
    assert planned(kind, people(300), clerk) == planned(kind, people(3), clerk)


def test_list_of_imports_shows_twenty_of_them(desk: Client, clerk: User) -> None:
    for _number in range(21):
        upload(kind="officials", target="", name="a.xlsx", content=people(1), actor=clerk)
    page = desk.get(reverse("secretariat:lists"))
    assert page.content.decode().count("a.xlsx") == 20


def test_writing_many_rows_is_one_entry_of_the_log(clerk: User) -> None:
    before = Entry.objects.filter(act="list.import").count()
    taken(read("officials", people(40), clerk))
    assert Entry.objects.filter(act="list.import").count() == before + 1
