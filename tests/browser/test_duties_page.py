"""The start page of somebody with several duties, and of a voter in English; the list behind many."""

import re

import pytest
from playwright.sync_api import expect

from officials import services
from officials.models import Unit, UnitRole, User
from rounds.models import Round
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, OpenPage
from tests.roles import make_draft_round, make_round

pytestmark = pytest.mark.browser


def test_home_page_lists_own_duties(
    open_page: OpenPage, frozen_round: Round, head: User, voter: User, unit: Unit
) -> None:
    services.grant_role(user=head, unit=unit, role=UnitRole.Role.SECRETARIAT)
    make_draft_round(unit, voters=[head], title="Hội nghị Chi bộ Văn phòng")
    page = open_page("/", user=User.objects.get(pk=head.pk))
    look(page, "duties")
    assert page.get_by_role("link", name=re.compile("Khóa hòm phiếu ?: Hội nghị toàn cơ quan")).count() == 1
    look(open_page("/", user=voter, size=PHONE, language="en"), "duties-english")


def test_many_duties_lead_to_a_list_with_search(
    open_page: OpenPage, draft_round: Round, unit: Unit, secretary: User
) -> None:
    for number in range(24):
        make_round(unit, campaign=draft_round.campaign, title=f"Hội nghị Chi bộ {number}")
    page = open_page("/", user=secretary)
    look(page, "duties-many")
    page.get_by_role("link", name="xem thêm 20 hội nghị").click()
    look(page, "duties-all")
    page.get_by_role("searchbox").fill("chi bo 23")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".duties__list li")).to_have_count(1)
