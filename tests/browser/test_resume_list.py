"""The list of votes that wait after a restore, and the way to it from the home page."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from officials.models import Unit, User
from rounds.models import Round
from rounds.services.moves import pause_restored_rounds
from tests.ballots.hall import open_round
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_secretary_resumes_all_votes_at_once(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    for title in ("Hội nghị toàn Sở", "Hội nghị Chi bộ Văn phòng"):
        open_round(unit=unit, lines=1, title=title)
    pause_restored_rounds(made_at=timezone.now())
    page = open_page("/", user=secretary)
    look(page, "duties-paused")
    page.locator("a[href='/desk/resume/']").click()
    look(page, "resume-list")
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("Không có cuộc lấy phiếu nào chờ quyết định")
    assert Round.objects.filter(is_paused=True).count() == 0
