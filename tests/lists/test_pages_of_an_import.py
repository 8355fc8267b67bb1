"""The pages of an import, from the file to the list that was taken over."""

import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.models import Entry, KeptValue
from lists import kinds
from lists.models import ListImport
from officials.models import Official, Post, Unit, User
from officials.services import grant_role
from rounds.roll_list import TEAM
from secretariat.list_forms import ConfirmForm
from tests.lists.importing import rows, worked, xlsx
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HEADER = ["Họ và tên", "Mã cán bộ", "Chức vụ", "Đơn vị"]
AN = ["Nguyễn Văn An", "CB-1", "Trưởng phòng", "Phòng Kế hoạch"]
WRONG = ["Trần Thị Bình", "CB-2", "Phó Trưởng phòng", "Phòng Lạ"]


@pytest.fixture
def desk(client: Client, clerk: User, settings: Any) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    client.force_login(clerk)
    return client


def uploaded(desk: Client, *lines: list[str]) -> ListImport:
    file = SimpleUploadedFile("Cán bộ.xlsx", xlsx([HEADER, *lines]))
    answer = desk.post(reverse("secretariat:list_kind", args=["officials"]), {"file": file})
    assert answer.status_code == 302
    return worked(ListImport.objects.get())


def held(name: str) -> Post:
    """Return a post of the unit that the file names, whose holder the file lacks."""
    official = Official.objects.create(full_name=name)
    return Post.objects.create(official=official, unit=Unit.objects.get(name=AN[3]), title="Phó")


def page(desk: Client, name: str, *arguments: object) -> str:
    answer = desk.get(reverse(f"secretariat:{name}", args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_file_to_the_list(desk: Client) -> None:
    found = uploaded(desk, AN)
    assert "Nguyễn Văn An" in page(desk, "list_import", found.pk)
    desk.post(reverse("secretariat:list_confirm", args=[found.pk]), {"reason": "Theo Công văn số 5"})
    assert "data-status-url" in page(desk, "list_import", found.pk)
    assert worked(found).state == "written"
    assert "Theo Công văn số 5" in page(desk, "list_import", found.pk)
    assert Post.objects.get().official.staff_code == "CB-1"


def test_wrong_rows_cannot_be_confirmed_and_are_marked_in_a_file(desk: Client) -> None:
    found = uploaded(desk, AN, WRONG)
    desk.post(reverse("secretariat:list_confirm", args=[found.pk]), {})
    assert worked(found).state == "planned"
    content = desk.get(reverse("secretariat:list_errors", args=[found.pk])).content
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[1]] == [*HEADER, "Lỗi cần sửa"]
    assert sheet["D3"].comment.text == sheet["E3"].value
    assert sheet["E3"].value.startswith("Đơn vị: ")
    assert not Official.objects.exists()


def test_marked_file_is_read_again_once_corrected(desk: Client) -> None:
    found = uploaded(desk, AN, WRONG)
    content = desk.get(reverse("secretariat:list_errors", args=[found.pk])).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet: Any = book.active
    sheet["D3"] = "Phòng Kế hoạch"
    file = io.BytesIO()
    book.save(file)
    again = SimpleUploadedFile("a.xlsx", file.getvalue())
    desk.post(reverse("secretariat:list_kind", args=["officials"]), {"file": again})
    found = worked(ListImport.objects.exclude(pk=found.pk).get())
    assert (found.numbers["new"], found.found["sheets"][0]["unused"]) == (2, [])


def test_questions_are_answered_on_the_page(desk: Client) -> None:
    Official.objects.create(full_name="Nguyễn Văn An")
    found = uploaded(desk, ["Nguyễn Văn An", "", "Trưởng phòng", "Phòng Kế hoạch"])
    [row] = rows(found, "asked")
    answers = {f"row-{row.pk}": row.offered[0][0]}
    desk.post(reverse("secretariat:list_answers", args=[found.pk]), answers)
    found = worked(found)
    assert (found.numbers["asked"], found.numbers["new"]) == (0, 1)


def reason_shown(desk: Client, found: ListImport) -> str:
    """Return the reason that the confirmation shows once the preview is made anew."""
    assert worked(found).state == "planned"
    shown = desk.get(reverse("secretariat:list_import", args=[found.pk])).context["confirm"]
    return str(shown["reason"].value())


@pytest.mark.slow
@pytest.mark.parametrize("step", ["list_answers", "list_confirm"])
def test_reason_stays_when_choices_change_the_preview(desk: Client, step: str) -> None:
    Official.objects.create(full_name="Nguyễn Văn An")
    found = uploaded(desk, ["Nguyễn Văn An", "", *AN[2:]], WRONG[:3] + AN[3:])
    [row] = rows(found, "asked")
    desk.post(reverse("secretariat:list_answers", args=[found.pk]), {f"row-{row.pk}": "new"})
    assert reason_shown(desk, found) == ""
    row = found.rows.get(number=row.number)
    other = next(key for key, _words in row.offered if key != "new")
    typed = {"reason": "Theo Công văn số 5", f"row-{row.pk}": other}
    desk.post(reverse(f"secretariat:{step}", args=[found.pk]), typed)
    assert reason_shown(desk, found) == "Theo Công văn số 5"


def test_reason_stays_when_something_was_changed_meanwhile(desk: Client) -> None:
    found = uploaded(desk, AN)
    unit = Unit.objects.get(name=AN[3])
    official = Official.objects.create(full_name=AN[0], staff_code="CB-1")
    Post.objects.create(official=official, unit=unit, title=AN[2])
    desk.post(reverse("secretariat:list_confirm", args=[found.pk]), {"reason": "Theo Công văn số 5"})
    assert reason_shown(desk, found) == "Theo Công văn số 5"
    assert "bản xem trước mới" in page(desk, "list_import", found.pk)


@pytest.mark.parametrize(
    ("options", "is_ticked"), [({}, True), ({"further": []}, False), ({"further": [TEAM]}, True)]
)
def test_what_is_done_besides_stays_unticked(options: dict[str, list[str]], is_ticked: bool) -> None:
    found = ListImport(kind="rolls", options=options)
    assert ConfirmForm(kinds.named("rolls"), found)[TEAM].value() is is_ticked


def test_import_of_another_person_does_not_exist(desk: Client, department: Unit) -> None:
    found = uploaded(desk, AN)
    other = make_user("Phạm Giúp Việc", "giupviec2")
    grant_role(user=other, unit=department, role="secretariat")
    desk.force_login(other)
    for name in ("list_import", "list_status", "list_errors"):
        assert desk.get(reverse(f"secretariat:{name}", args=[found.pk])).status_code == 404
    assert desk.post(reverse("secretariat:list_confirm", args=[found.pk])).status_code == 404


def test_back_to_the_page_of_the_rows_whatever_is_sent(desk: Client) -> None:
    found = uploaded(desk, AN)
    page = reverse("secretariat:list_import", args=[found.pk])
    answers = reverse("secretariat:list_answers", args=[found.pk])
    for back, place in (
        ("?state=new&page=1", f"{page}?state=new&page=1"),
        ("?a\r\nX-Own: 1", f"{page}?a%0D%0AX-Own:%201"),
        ("//example.test/", page),
        ("?" + "x" * 60, page),
    ):
        answer = desk.post(answers, {"back": back})
        assert (answer.status_code, answer["Location"]) == (302, place)


@pytest.mark.slow
def test_undoing_needs_a_reason(desk: Client) -> None:
    found = uploaded(desk, AN)
    desk.post(reverse("secretariat:list_confirm", args=[found.pk]), {})
    worked(found)
    address = reverse("secretariat:list_undo", args=[found.pk])
    assert desk.post(address, {}).status_code == 400
    desk.post(address, {"reason": "Nhầm tệp"})
    assert worked(found).state == "undone"
    assert not Official.objects.exists()


def test_import_that_was_given_up_is_gone(desk: Client) -> None:
    found = uploaded(desk, AN)
    desk.post(reverse("secretariat:list_give_up", args=[found.pk]))
    found = worked(found)
    assert (found.state, bytes(found.content), found.rows.count()) == ("given_up", b"", 0)


def test_template_is_read_as_a_list(desk: Client) -> None:
    for kind in ("units", "officials"):
        content = desk.get(reverse("secretariat:list_template", args=[kind])).content
        headings = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][1]]
        assert len(headings) == len(set(headings)) > 5


@pytest.mark.slow
def test_present_list_comes_back_unchanged(desk: Client) -> None:
    found = uploaded(desk, AN, ["Lê Thị Cúc", "", "Chuyên viên", "CTĐP"])
    desk.post(reverse("secretariat:list_confirm", args=[found.pk]), {})
    worked(found)
    for kind in ("units", "officials"):
        for form in ("xlsx", "csv"):
            content = desk.post(reverse("secretariat:list_current", args=[kind, form])).content
            file = SimpleUploadedFile(f"a.{form}", content)
            desk.post(reverse("secretariat:list_kind", args=[kind]), {"file": file})
            again = worked(ListImport.objects.filter(state="reading").get())
            assert {name: count for name, count in again.numbers.items() if count} == {"same": 2}


def test_a_filter_of_rows_is_not_shown_as_a_state(desk: Client) -> None:
    found = uploaded(desk, AN)
    address = reverse("secretariat:list_import", args=[found.pk])
    assert 'class="badge"' not in desk.get(f"{address}?state=new").text


def test_choices_on_the_page_are_taken_when_confirming(desk: Client) -> None:
    kept, ended = (held("Lê Thị Cúc"), held("Đỗ Văn Dũng"))
    found = uploaded(desk, AN)
    chosen = {f"row-{row.pk}": "end" for row in rows(found, "absent") if row.key == f"post:{ended.pk}"}
    for_all = {"absent": "keep", "day": "01/11/2026"}
    desk.post(reverse("secretariat:list_confirm", args=[found.pk]), chosen | for_all)
    assert worked(found).state == "written"
    ends = [Post.objects.get(pk=post.pk).ended_on for post in (kept, ended)]
    assert ends == [None, datetime.date(2026, 11, 1)]


def test_a_choice_about_a_row_of_the_file_is_looked_at_before_it_is_written(desk: Client) -> None:
    Official.objects.create(full_name="Nguyễn Văn An")
    found = uploaded(desk, ["Nguyễn Văn An", "", "Trưởng phòng", "Phòng Kế hoạch"])
    [row] = rows(found, "asked")
    known = {f"row-{row.pk}": row.offered[0][0]}
    desk.post(reverse("secretariat:list_answers", args=[found.pk]), known)
    [row] = rows(worked(found), "new")
    desk.post(reverse("secretariat:list_confirm", args=[found.pk]), {f"row-{row.pk}": "new"})
    assert worked(found).state == "planned"
    assert rows(found)[0].answer == "new"


def test_a_wrong_day_brings_the_page_back_as_it_was(desk: Client) -> None:
    held("Lê Thị Cúc")
    found = uploaded(desk, AN)
    [row] = rows(found, "absent")
    address = reverse("secretariat:list_confirm", args=[found.pk])
    sent = {f"row-{row.pk}": "end", "absent": "keep", "day": "31/31/2026"}
    answer = desk.post(f"{address}?state=absent", sent)
    assert answer.status_code == 400
    assert "31/31/2026" in answer.text
    assert '<option value="end" selected>' in answer.text
    assert worked(found).state == "planned"


def test_the_log_notes_who_took_out_what_is_to_be_asked(desk: Client, clerk: User) -> None:
    held("Lê Thị Cúc")
    found = uploaded(desk, AN)
    wanted = {"absent": "ask", "day": "01/11/2026"}
    desk.post(reverse("secretariat:list_answers", args=[found.pk]), wanted)
    worked(found)
    assert desk.get(reverse("secretariat:list_to_ask", args=[found.pk])).status_code == 200
    entry = Entry.objects.get(act="list.export")
    assert entry.actor == clerk
    assert "(XLSX): 1" in str(list(KeptValue.objects.filter(detail__entry=entry).values()))
