"""The home page of a secretary on a large screen and on a phone; the page of all deadlines."""

import datetime

import pytest
from django.utils import timezone

from officials.models import Unit, User
from operations.backup.noting import note_backup
from operations.health import record_beat_heartbeat, record_worker_heartbeat
from tests.ballots import hall
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, OpenPage
from tests.roles import make_campaign, make_round, make_users

pytestmark = pytest.mark.browser


@pytest.fixture
def busy(unit: Unit, secretary: User) -> None:
    """An open vote of the secretary as a voter, drafts with days to come, and one whose day has passed."""
    soon = timezone.localdate() + datetime.timedelta(days=26)
    campaign = make_campaign(unit, name="Đợt lấy phiếu năm nay", ends_on=soon)
    hall.open_round(
        unit=unit, title="Hội nghị cán bộ chủ chốt", voters=[secretary, *make_users(5)], campaign=campaign
    )
    for days in (-3, 8, 12, 25, 25):
        opens = timezone.now() + datetime.timedelta(days=days)
        title = f"Hội nghị Chi bộ {len(unit.rounds.all())}"
        ends = opens + datetime.timedelta(hours=1)
        make_round(unit, title=title, campaign=campaign, opens_at=opens, closes_at=ends)


@pytest.mark.usefixtures("busy")
def test_home_of_a_secretary_whose_machinery_fails(open_page: OpenPage, secretary: User) -> None:
    page = open_page("/", user=secretary)
    look(page, "home-secretary")
    assert page.get_by_role("heading", level=2).first.inner_text() == "Cần làm ngay"
    page.get_by_role("link", name="Quá hạn: xem tất cả").or_(
        page.get_by_role("link", name="Đến hạn trong 30 ngày tới: xem tất cả")
    ).first.click()
    look(page, "deadlines")


@pytest.mark.usefixtures("busy")
def test_home_of_a_secretary_on_a_phone(open_page: OpenPage, secretary: User) -> None:
    record_worker_heartbeat()
    record_beat_heartbeat()
    note_backup(timezone.now())
    page = open_page("/", user=secretary, size=PHONE, language="en")
    page.get_by_text("Everything works").click()
    look(page, "home-secretary-english")
