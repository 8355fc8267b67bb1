"""The clerk says once which column is what; the installation remembers it for lists of that kind, of any clerk."""

import pytest

from lists.services import uploading
from officials.models import Unit, User
from officials.services import grant_role
from tests.lists.importing import read, rows, worked, xlsx
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HEADINGS = ["Tên cán bộ, đảng viên", "Nhiệm vụ được giao", "Đơn vị"]
LIST = xlsx([HEADINGS, ["Nguyễn Văn An", "Trưởng phòng", "Phòng Kế hoạch"]])


def test_unknown_headings_are_asked_for_once(clerk: User, department: Unit) -> None:
    found = read("officials", LIST, clerk)
    assert found.state == "columns"
    names = {0: "full_name", 1: "title", 2: "unit"}
    told = {"sheet": "Danh sách", "row": 0, "columns": names, "headings": dict(enumerate(HEADINGS))}
    uploading.name_columns(pk=found.pk, actor=clerk, **told)  # type: ignore[arg-type]
    assert [row.state for row in rows(worked(found))] == ["new"]
    other = make_user("Vũ Văn Thư", "thuky2")
    grant_role(user=other, unit=department, role="secretariat")
    assert read("officials", LIST, other).state == "planned"
    assert read("groups", LIST, other).state == "columns"
