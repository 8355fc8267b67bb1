"""A voter asks on a phone, the official answers on a phone, and the voter reads the answer beside the dossier."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from officials.models import User
from rounds.models import Filing, Round
from rounds.services import filing
from tests.browser.gallery import look
from tests.browser.journey.dossiers import round_in_a_month
from tests.browser.journey.people import picture
from tests.browser_fixtures import PHONE, OpenPage
from tests.dossiers import PDF
from tests.roles import (
    announce,
    make_secretary,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTION = "Đề nghị làm rõ việc quản lý quỹ của đơn vị năm 2025."
ANSWER = "Đã báo cáo Bộ ngày 01/10 và công khai tại hội nghị."


@pytest.fixture
def voter() -> User:
    return make_user("Phạm Văn Minh")


@pytest.fixture
def round_(committed: None, voter: User) -> Round:
    """An announced round in thirty days with one official, whose papers are there."""
    made = round_in_a_month()
    made.electors.create(user=voter)
    secretary = make_secretary(made.unit)
    official = made.lines.get().official_id
    filing.ask_for_dossiers(campaign=made.campaign, officials=[official], actor=secretary)
    for kind in (1, 2):
        papers = [SimpleUploadedFile("giay-to.pdf", PDF)]
        filing.receive(dossier=Filing.objects.get().dossier, kind=kind, files=papers, actor=secretary)
    return announce(made)


def fits(page: Page) -> bool:
    """Return whether the page needs no scrolling to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_asked_and_answered_on_phones(open_page: OpenPage, round_: Round, voter: User) -> None:
    address = f"/dossiers/round/{round_.pk}/"
    asker = open_page(f"/vote/{round_.pk}/", user=voter, size=PHONE)
    expect(asker.locator("main")).to_contain_text("Ông/bà được triệu tập")
    picture(asker, "voter-announced-phone")
    asker.get_by_role("link", name="Hồ sơ và nội dung cần làm rõ").first.click()
    look(asker, "matters-voter")
    asker.get_by_role("textbox", name="Nội dung cần làm rõ").fill(QUESTION)
    expect(asker.locator("select option:checked")).to_contain_text("Nguyễn Thị Hạnh")  # the only one
    picture(asker, "voter-ask-phone", "section[aria-labelledby=ask-title]")
    asker.get_by_role("button", name="Gửi", exact=True).click()
    expect(asker.locator(".matter")).to_contain_text(QUESTION)
    assert fits(asker)
    answers(open_page)
    asker.goto(address)
    expect(asker.locator(".matter__answer")).to_contain_text(ANSWER)
    look(asker, "matters-voter-answered")
    picture(asker, "voter-answered-phone", ".card")
    assert fits(asker)


def answers(open_page: OpenPage) -> None:
    """Answer as the official, who starts on the home page and does not read who asked."""
    row = Filing.objects.select_related("official__user", "campaign").get()
    page = open_page("/", user=row.official.user, size=PHONE)
    page.get_by_role("link", name=row.campaign.name).click()
    expect(page.locator(".matter")).to_contain_text(QUESTION)
    expect(page.locator("main")).not_to_contain_text("Phạm Văn Minh")
    page.get_by_label("Giải trình", exact=True).last.fill(ANSWER)
    picture(page, "official-answer-phone", "section[aria-labelledby=matters-title]")
    page.get_by_label("Giải trình", exact=True).last.fill("Đã\u200b trả lời")  # as some programs copy it
    page.get_by_role("button", name="Gửi giải trình").click()
    expect(page.locator(".error-summary")).to_contain_text("không nhìn thấy được")
    look(page, "dossier-answer-again")
    page.get_by_label("Giải trình", exact=True).fill(ANSWER)
    page.get_by_role("button", name="Gửi giải trình").click()
    expect(page.locator(".matter__answer")).to_contain_text(ANSWER)
    look(page, "matters-official")
    assert fits(page)
