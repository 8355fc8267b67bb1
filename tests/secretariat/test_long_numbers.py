"""Numbers of thousands of digits are unknown wherever they are sent; Python refuses to read them."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lists.models import ListImport
from officials import services
from officials.models import Official, Unit, User
from rounds.models import Round
from tests.lists.importing import faults, read, worked, xlsx
from tests.results.factories import publish
from tests.roles import make_official

pytestmark = pytest.mark.django_db
LONG = "9" * 5000
FORM = "application/x-www-form-urlencoded"


def test_report_to_an_unknown_authority(client: Client, documented_round: Round, secretary: User) -> None:
    publish(documented_round, secretary, "public")
    client.force_login(secretary)
    assert client.get(f"/results/{documented_round.pk}/documents/report-{LONG}.pdf").status_code == 404


def test_typed_into_a_row_of_a_removed_official(second: Client, unit: Unit) -> None:
    official = make_official(unit)
    page = reverse("admin:officials_official_change", args=[official.pk])
    services.remove(row=official)
    sent = urlencode({"seen": "0", f"posts-{LONG}-title": "Trưởng phòng"})
    assert second.post(page, sent, content_type=FORM).status_code == 409


def test_answers_and_columns_of_an_import(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    file = SimpleUploadedFile("a.xlsx", xlsx([["X", "Y"], ["Nguyễn Văn An", "Trưởng phòng"]]))
    client.post(reverse("secretariat:list_kind", args=["officials"]), {"file": file})
    found = worked(ListImport.objects.get())
    sheet = found.found["samples"][0]["name"]
    for name, fields in (
        ("columns", {"sheet": sheet, "row": LONG}),
        ("answers", {f"row-{LONG}": "x"}),
        ("confirm", {f"row-{LONG}": "x"}),
    ):
        page = reverse(f"secretariat:list_{name}", args=[found.pk])
        answer = client.post(page, urlencode(fields), content_type=FORM)
        assert answer.status_code == (404 if name == "columns" else 302)
    assert ListImport.objects.get().state == found.state
    assert not Official.objects.exists()


@pytest.mark.parametrize("kind", ["units", "officials", "accounts"])
def test_cells_of_a_list(secretary: User, kind: str) -> None:
    header = ["Họ và tên", "Tên đơn vị", "Chức vụ", "Thứ bậc", "Mã trên hệ thống"]
    found = read(kind, xlsx([header, ["Nguyễn Văn An", "Phòng Mới", "Trưởng phòng", LONG, LONG]]), secretary)
    assert found.state == "planned"
    assert all(text for _row, _column, text in faults(found))
