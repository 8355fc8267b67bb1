"""A unit's plan under a ministry's: issued above, approved by two, taken over below, read beside the ballot."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from approvals.models import ApprovalRequest
from officials.models import Unit, User
from rounds.models import Plan, PlanDocument, Round
from rounds.services import plan_making
from tests.ballots.hall import locked, opened, voters
from tests.browser.axe import wait_for_arrival
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, OpenPage
from tests.results.pdf import text as text_of
from tests.roles import approved_plan, make_campaign, make_frozen_round, make_secretary, make_unit, rule_set

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN = "Cục quán triệt thêm: không vận động, trao đổi về mức tín nhiệm."


@pytest.fixture
def ministry(committed: None) -> Unit:
    rule_set()
    return make_unit("Bộ Công Thương")


@pytest.fixture
def below(ministry: Unit) -> Unit:
    make_unit("Cục Hóa chất", parent=ministry, authority=ministry)
    return make_unit("Cục Công nghiệp địa phương", parent=ministry, authority=ministry)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    wait_for_arrival(page)


def approve(page: Page, number: str) -> None:
    """Submit the plan of the page, and record its approval."""
    press(page, "Trình phê duyệt")
    page.get_by_label("Số").first.fill(number)
    page.get_by_label("Ngày", exact=True).fill("05/01/2026")
    press(page, "Ghi nhận phê duyệt")


def issued_above(open_page: OpenPage, ministry: Unit, clerk: User) -> Plan:
    """Let one secretary of the ministry make the plan, and another one confirm that it is approved."""
    other = make_secretary(ministry, "Đoàn Thị Duyệt")
    page = open_page("/admin/rounds/plan/add/", user=clerk)
    page.get_by_label("Đơn vị").select_option(ministry.name)
    page.get_by_label("Bắt đầu").fill("1/1/2027")
    page.get_by_label("Kết thúc").fill("31/12/2027")
    press(page, "Lưu")
    press(page, "Lưu")
    approve(page, "12/KH-BCT")
    expect(page.locator("main")).to_contain_text("Đang chờ người duyệt")
    page = open_page("/approvals/", user=other)
    page.locator(f"main a[href='/approvals/{ApprovalRequest.objects.get().pk}/']").first.click()
    press(page, "Đồng ý duyệt")
    expect(page.locator("main")).to_contain_text("đã được thực hiện")
    return Plan.objects.get(unit=ministry)


def issued_below(open_page: OpenPage, below: Unit, superior: Plan, folder: Path) -> Plan:
    """Let the secretary of the unit issue its plan: all is inherited, one text is added."""
    page = open_page("/", user=make_secretary(below, "Lê Văn Cục"))
    page.get_by_role("link", name="Lập kế hoạch của đơn vị").click()
    look(page, "plan-own-new")
    press(page, "Lưu")
    page.locator("[name=principles]").fill(OWN)
    press(page, "Lưu")
    own = Plan.objects.get(unit=below)
    assert (own.superior, own.rule_set, own.starts_on) == (superior, None, None)
    facts = page.locator("section[aria-labelledby=facts]")
    expect(facts).to_contain_text("01/01/2027 – 31/12/2027")
    expect(facts).to_contain_text("96-QĐ/TW")
    page.get_by_text("Nguyên tắc", exact=True).click()
    expect(page.locator("section[aria-labelledby=texts]")).to_contain_text(OWN)
    look(page, "plan-own")
    approve(page, "3/KH-CTĐP")
    expect(page.get_by_text("bản này có hiệu lực")).to_be_visible()
    the_document_has_both(page, superior, folder)
    return own


def the_document_has_both(page: Page, superior: Plan, folder: Path) -> None:
    page.get_by_role("button", name="PDF").first.click()
    page.wait_for_url("**/document/**")
    plan_making.make(document_id=PlanDocument.objects.get().pk)
    with page.expect_download() as download:
        page.get_by_role("link", name="Lưu văn bản").click()
    file = folder / "ke-hoach.pdf"
    download.value.save_as(file)
    printed = text_of(io.BytesIO(file.read_bytes()).getvalue())
    assert " ".join(OWN.split()) in printed
    assert " ".join(superior.principles.split())[:60] in printed


def open_round_under(superior: Plan, below: Unit) -> Round:
    campaign = make_campaign(superior.unit, plan=superior)
    return opened(locked(make_frozen_round(below, campaign=campaign, lines=2, voters=6, members=1)))


def test_plan_of_a_unit_under_that_of_its_ministry(
    open_page: OpenPage, ministry: Unit, below: Unit, tmp_path: Path
) -> None:
    clerk = make_secretary(ministry, "Phạm Thư Ký")
    superior = issued_above(open_page, ministry, clerk)
    issued_below(open_page, below, superior, tmp_path)
    page = open_page(f"/plans/{superior.pk}/", user=clerk)
    page.get_by_role("link", name="có kế hoạch riêng").click()
    expect(page.get_by_role("row").filter(has_text=below.name)).to_contain_text("Kế hoạch số 3/KH-CTĐP")
    page.get_by_role("link", name="Chưa ban hành kế hoạch riêng").click()
    expect(page.locator("tbody")).to_contain_text("Cục Hóa chất")
    expect(page.locator("tbody")).not_to_contain_text(below.name)
    look(page, "plan-units-lacking")


def test_both_texts_beside_the_ballot(open_page: OpenPage, ministry: Unit, below: Unit) -> None:
    superior = approved_plan(ministry, "12/KH-BCT")
    approved_plan(below, "3/KH-CTĐP", superior=superior, principles=OWN)
    round_ = open_round_under(superior, below)
    page = open_page(f"/vote/{round_.pk}/", user=voters(round_)[0], size=PHONE)
    page.locator(".plan-texts summary").click()
    texts = page.locator(".plan-texts")
    for said in ("Kế hoạch số 3/KH-CTĐP", ministry.name, below.name, OWN):
        expect(texts).to_contain_text(said)
    look(page, "vote-own-plan", ballot=True)
