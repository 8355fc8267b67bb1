"""The document of a plan as PDF and DOCX: state or Party form, the texts, and the annex with officials and posts."""

import datetime
import io

import docx
import pytest
from django.template.loader import render_to_string
from docx.oxml.ns import qn

from officials.models import Unit
from rounds.models import Plan, PlanMeeting
from rounds.plan_docx import docx_of
from rounds.plan_paper import AnnexOfficial, plan_paper
from rounds.plan_pdf import render_plan
from rounds.services import planning
from tests.results.pdf import text as text_of
from tests.roles import approved_plan, make_official, make_plan, make_unit

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 3, 5, 8, tzinfo=datetime.UTC)


@pytest.fixture
def below(unit: Unit) -> Unit:
    return make_unit("Chi cục Làng nghề", parent=unit)


@pytest.fixture
def plan(unit: Unit, below: Unit) -> Plan:
    make_official(unit, "Trần Thị An", posts=("Cục trưởng", "Bí thư Chi bộ"))
    make_official(
        below, "Lê Văn Hòa", retirement_notice_on=datetime.date(2026, 1, 2), evidence="TB 12/TB-BTC"
    )
    found = make_plan(unit, signer="ThS. Phạm Ký", signer_title="Cục trưởng")
    meeting = found.meetings.get()
    meeting.planned_on = datetime.date(2026, 6, 5)
    planning.save_meeting(meeting=meeting)
    return found


def words(plan: Plan) -> str:
    """Return the text of the DOCX, tables included."""
    document = docx.Document(io.BytesIO(docx_of(plan_paper(plan), AT)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_annex_lists_units_officials_posts_and_days(plan: Plan) -> None:
    below, unit = plan_paper(plan).units
    assert (unit.name, unit.days) == ("Cục Công Thương địa phương", "05/06/2026")
    assert unit.officials == (AnnexOfficial("Trần Thị An", "Cục trưởng; Bí thư Chi bộ", ""),)
    assert "nghỉ hưu" in below.officials[0].exempt
    assert "TB 12/TB-BTC" in below.officials[0].exempt


@pytest.mark.slow
@pytest.mark.parametrize("form", Plan.Form.values)
def test_both_files_hold_texts_and_annex(plan: Plan, form: str) -> None:
    plan.document_form = form
    planning.save_plan(plan=plan)
    head = "ĐẢNG CỘNG SẢN VIỆT NAM" if form == "party" else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    printed = text_of(render_plan(plan_paper(plan), AT))
    for text in (printed, words(plan)):
        for part in (head, "KẾ HOẠCH", "I. MỤC ĐÍCH", "tự soi, tự sửa", "dự kiến ngày 05 tháng 6 năm 2026"):
            assert part in text
        assert "Trần Thị An" in text
        assert "Phạm Ký" in text


def test_number_and_date_are_those_of_the_version_in_force(unit: Unit) -> None:
    plan = approved_plan(unit)
    paper = plan_paper(plan)
    assert (paper.number, paper.title) == ("Số: 12/KH-ĐV", "Kế hoạch")
    assert "ngày 10 tháng 01 năm" in paper.place_date
    planning.amend(plan=plan, reason="Sửa", actor=None)
    plan.refresh_from_db()
    paper = plan_paper(plan)
    assert "12" not in paper.number
    assert paper.title == "Kế hoạch (sửa đổi, bổ sung)"


def test_the_plan_of_a_unit_cites_the_superior_one(unit: Unit, below: Unit) -> None:
    own = make_plan(below, superior=approved_plan(unit))
    paper = plan_paper(own)
    assert paper.bases[-1].startswith("Thực hiện Kế hoạch số 12/KH-ĐV")
    assert [one.name for one in paper.units] == ["Chi cục Làng nghề"]


def test_an_amendment_above_that_is_being_prepared_is_not_printed(unit: Unit, below: Unit) -> None:
    superior = approved_plan(unit)
    own = make_plan(below, superior=superior)
    planning.amend(plan=superior, reason="Sửa", actor=None)
    superior.refresh_from_db()
    superior.purpose, superior.subject = "MỤC ĐÍCH CHƯA DUYỆT", "lấy phiếu chưa duyệt"
    planning.save_plan(plan=superior)
    planning.save_meeting(meeting=PlanMeeting(plan=superior, name="Hội nghị chưa duyệt"))
    assert "chưa duyệt" not in words(own).lower()


@pytest.mark.slow
def test_the_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    first, second = plan_paper(plan), plan_paper(plan)
    assert docx_of(first, AT) == docx_of(second, AT)
    assert render_plan(first, AT) == render_plan(second, AT)


def test_a_unit_without_officials_says_so(unit: Unit) -> None:
    paper = plan_paper(make_plan(unit))
    said = "Không có cán bộ thuộc diện lấy phiếu tín nhiệm"
    html = render_to_string("rounds/documents/plan.html", {"paper": paper})
    assert html.count(said) == 1
    table = docx.Document(io.BytesIO(docx_of(paper, AT))).tables[-1]
    assert {cell.text for cell in table.rows[-1].cells} == {said}


@pytest.mark.parametrize(
    ("form", "ruled"), [("state", ["agency", "motto", "subject"]), ("party", ["motto", "subject"])]
)
def test_docx_draws_the_lines_of_its_form(unit: Unit, form: str, ruled: list[str]) -> None:
    paper = plan_paper(make_plan(unit, document_form=form))
    written = docx.Document(io.BytesIO(docx_of(paper, AT))).element
    above = [border.getparent().getparent().getprevious() for border in written.iter(qn("w:pBdr"))]
    mottos = {"state": "Độc lập - Tự do - Hạnh phúc", "party": "ĐẢNG CỘNG SẢN VIỆT NAM"}
    texts = {"agency": paper.agency, "motto": mottos[form], "subject": paper.subject}
    assert [one.text for one in above] == [texts[name] for name in ruled]
