"""The page of a campaign and its calendar, as a secretary sees them on a large screen and on a phone."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from officials.models import Unit, User
from rounds.models import Campaign
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, OpenPage
from tests.roles import make_campaign, make_draft_round, make_frozen_round, make_round, make_unit, make_users

pytestmark = pytest.mark.browser


@pytest.fixture
def campaign(unit: Unit) -> Campaign:
    """A campaign with a round being prepared, a complete one, a frozen one, and a unit without any."""
    campaign = make_campaign(unit, name="Đợt lấy phiếu tín nhiệm năm nay")
    people = make_users(6)
    day = timezone.localtime().replace(hour=8, minute=0) + datetime.timedelta(days=20)
    times: dict[str, Any] = {"opens_at": day, "closes_at": day + datetime.timedelta(hours=3)}
    parts = [
        make_unit(name, parent=unit, authority=unit)
        for name in ("Phòng Gốm sứ", "Phòng Mây tre", "Phòng Dệt", "Phòng Sơn mài")
    ]
    make_round(
        parts[0],
        campaign=campaign,
        title="Hội nghị cán bộ chủ chốt Phòng Gốm sứ",
        place="",
        opens_at=None,
        closes_at=None,
    )
    make_draft_round(parts[1], campaign=campaign, title="Hội nghị Phòng Mây tre", voters=people, **times)
    make_frozen_round(parts[2], campaign=campaign, title="Hội nghị Phòng Dệt", voters=people, **times)
    return campaign


def test_the_page_of_a_campaign(open_page: OpenPage, campaign: Campaign, secretary: User) -> None:
    page = open_page(f"/campaigns/{campaign.pk}/", user=secretary)
    look(page, "campaign")
    page.get_by_label("Còn thiếu").select_option("times")
    page.get_by_role("button", name="Hiển thị").click()
    expect(page.locator(".campaign__rows tbody tr")).to_have_count(1)
    look(
        open_page(f"/campaigns/{campaign.pk}/?state=none", user=secretary, size=PHONE, language="en"),
        "campaign-english",
    )


def test_the_calendar(open_page: OpenPage, campaign: Campaign, secretary: User) -> None:
    page = open_page(f"/campaigns/{campaign.pk}/calendar/", user=secretary)
    look(page, "campaign-calendar")
    page.locator(".calendar__date a").click()
    expect(page.get_by_role("heading", name="Các cuộc họp")).to_be_visible()
    look(page, "campaign-calendar-day")
