"""The page that asks which sheets of a workbook are read."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lists.models import ListImport
from officials.models import User
from tests.lists.importing import worked

pytestmark = pytest.mark.django_db
WORKBOOK = Path(__file__).parents[1] / "data/lists/16-a-sheet-for-each-unit.xlsx"


@pytest.fixture
def address(client: Client, clerk: User, settings: Any) -> str:
    """Return where the sheets are chosen, after a workbook was uploaded."""
    settings.REQUIRE_STAFF_MFA = False
    client.force_login(clerk)
    file = SimpleUploadedFile("a.xlsx", WORKBOOK.read_bytes())
    client.post(reverse("secretariat:list_kind", args=["officials"]), {"file": file})
    return reverse("secretariat:list_sheets", args=[worked(ListImport.objects.get()).pk])


def test_each_sheet_shows_its_rows(client: Client, address: str) -> None:
    text = client.get(address.removesuffix("sheets")).text
    for name, official in (("Phòng A (1 dòng)", "Nguyễn Văn An"), ("Phòng B (1 dòng)", "Trần Thị Bình")):
        assert name in text
        assert official in text


def test_no_sheet_is_refused_and_none_is_ticked_again(client: Client, address: str) -> None:
    answer = client.post(address, {})
    assert answer.status_code == 400
    assert "ít nhất một trang tính" in answer.text
    assert " checked" not in answer.text
    assert ListImport.objects.get().state == "columns"


def test_only_the_chosen_sheet_is_read(client: Client, address: str) -> None:
    client.post(address, {"sheet": ["Phòng A"]})
    found = worked(ListImport.objects.get())
    assert [row.sheet for row in found.rows.filter(number__gt=0)] == ["Phòng A"]
