"""Rounds made from the plan, as a secretary sees it: form, proposals, correction, progress, outcome."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rounds.services import preparing, proposing
from tests.batches import SmallMinistry, small_ministry
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import make_official, rule_set

pytestmark = pytest.mark.browser


@pytest.fixture
def made(db: None) -> SmallMinistry:
    made = small_ministry(parts=3)
    make_official(made.parts[0], "Lê Chưa Có Tài Khoản", posts=("Chánh Văn phòng",))
    return made


def test_rounds_are_made_from_the_plan(open_page: OpenPage, made: SmallMinistry) -> None:
    page = open_page(f"/campaigns/{made.campaign.pk}/", user=made.secretary)
    page.get_by_role("link", name="Lập các hội nghị theo kế hoạch").click()
    look(page, "campaign-create")
    page.get_by_label("Ngày họp").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_role("button", name="Xem đề xuất").click()
    look(page, "batch-prepared")
    page.get_by_role("row", name="Cục 1").get_by_role("link").first.click()
    look(page, "batch-item")
    page.get_by_role("button", name="Lưu chỉnh sửa").click()
    expect(page.get_by_role("button", name="Lập các hội nghị đã chọn")).to_be_visible()


def test_the_progress_is_watched_until_the_end(open_page: OpenPage, made: SmallMinistry) -> None:
    batch = preparing.prepare(
        campaign=made.campaign, units=made.parts, rule_set=rule_set(), actor=made.secretary
    )
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    page = open_page(f"/campaigns/create/{batch.pk}/", user=made.secretary)
    look(page, "batch-running")
    proposing.create_rounds(batch_id=batch.pk)
    expect(page.get_by_text("Không lập được", exact=True)).to_be_visible()
    look(page, "batch-done")
