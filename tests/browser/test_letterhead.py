"""The letterhead beside the form of a unit follows what is typed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from officials.models import Unit, User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import make_unit

pytestmark = pytest.mark.browser


def test_preview_shows_the_superior_only_if_chosen(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    below = make_unit("Phòng Tổ chức cán bộ")
    below.parent = unit
    below.save()
    page = open_page(reverse("admin:officials_unit_change", args=[below.pk]), user=secretary)
    head = page.locator("[data-letterhead=state]")
    superior = head.locator("[data-part=superior]")
    expect(superior).to_be_hidden()
    page.locator("[name=superior_on_letterhead]").check()
    expect(superior).to_have_text(unit.name.upper())
    page.locator("[name=document_code]").fill("TCCB")
    expect(head.locator("[data-part=number]")).to_contain_text("/BC-TCCB")
    expect(page.locator("[data-letterhead=party] [data-part=number]")).to_contain_text("-BC/TCCB")
    page.locator("[name=place]").fill("Hòa Bình")
    expect(head.locator("[data-part=place]")).to_have_text("Hòa Bình")
    look(page, "unit-letterhead")
