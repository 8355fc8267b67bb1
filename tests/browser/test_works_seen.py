"""What a worker does for a secretary, as its page shows it: an act on many rounds, and the document of a plan."""

import pytest
from playwright.sync_api import expect

from officials.models import User
from rounds.models import PlanDocument
from rounds.services import plan_making
from secretariat.models import Work
from secretariat.work import advancing, carrying, services
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import announce, approved_plan, make_draft_round, make_secretary, make_unit

pytestmark = pytest.mark.browser


@pytest.fixture
def secretary(db: None) -> User:
    return make_secretary(make_unit())


def test_an_act_on_many_rounds_is_watched_until_its_end(open_page: OpenPage, secretary: User) -> None:
    unit = secretary.unit_roles.get().unit
    ready = announce(make_draft_round(make_unit("Chi cục Hóa chất", parent=unit, authority=unit)))
    lacking = make_draft_round(
        make_unit("Chi cục Dệt", parent=unit, authority=unit),
        title="Hội nghị thiếu người chủ trì",
        chair_name="",
    )
    rounds = [str(one.pk) for one in (ready, lacking)]
    values = {"step": "freeze", "rounds": rounds, "values": {"reason": "Họp gấp"}}
    work = services.ask(kind=Work.Kind.TAKE, user=secretary, values=values, total=2)
    advancing.RowsDone(work.pk)(1)
    page = open_page(f"/work/{work.pk}/", user=secretary)
    look(page, "work-running")
    carrying.carry_out(work_id=work.pk)
    expect(page.get_by_text("Hội nghị thiếu người chủ trì")).to_be_visible()
    look(page, "work-failed")
    page.get_by_role("button").filter(has_text="còn lại").click()
    page.wait_for_url(lambda url: not url.endswith(f"/work/{work.pk}/"))
    carrying.carry_out(work_id=Work.objects.order_by("-asked_at")[0].pk)
    expect(page.get_by_text("Đã chốt nội dung 1 hội nghị.")).to_be_visible()
    look(page, "work-done")


def test_the_document_of_a_plan_is_waited_for(open_page: OpenPage, secretary: User) -> None:
    plan = approved_plan(secretary.unit_roles.get().unit)
    page = open_page(f"/plans/{plan.pk}/", user=secretary)
    page.get_by_role("button", name="DOCX").click()
    look(page, "plan-document-waiting")
    plan_making.make(document_id=PlanDocument.objects.get().pk)
    expect(page.get_by_role("link", name="Lưu văn bản")).to_be_visible()
    look(page, "plan-document-made")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Lưu văn bản").click()
    assert saved.value.suggested_filename.endswith(".docx")
