"""Fields for dates and files use the product's words, whatever the browser speaks."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from officials.models import Official, User
from rounds.models import Round
from tests.browser_fixtures import OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def dossier(open_page: OpenPage, secretary: User, draft_round: Round) -> Page:
    assert Official.objects.exists()
    return open_page(reverse("admin:officials_dossier_add"), user=secretary)


def test_a_date_is_told_in_words_beside_its_field(dossier: Page) -> None:
    field = dossier.locator("[name=filed_on]")
    expect(field).to_have_attribute("type", "text")
    field.press_sequentially("5.2.2026")
    echo = dossier.locator("[name=filed_on] + .field__echo")
    expect(echo).to_have_text("Thứ Năm, 5 tháng 2, 2026")
    expect(echo).to_have_attribute("aria-live", "polite")
    field.fill("2/13/2026")
    expect(echo).to_be_empty()


def test_the_file_button_has_our_words_and_tells_the_name(dossier: Page) -> None:
    place = dossier.locator(".file").first
    field = place.locator("input")
    expect(place.locator(".button")).to_have_text("Chọn tệp")
    expect(place.locator(".file__name")).to_have_text("Chưa chọn tệp")
    expect(field).to_have_accessible_name(re.compile("tệp", re.IGNORECASE))
    with dossier.expect_file_chooser() as chosen:
        field.press("Enter")
    chosen.value.set_files({"name": "tu-danh-gia.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"})
    expect(place.locator(".file__name")).to_have_text("tu-danh-gia.pdf")


def test_clicking_the_button_opens_the_choice(dossier: Page) -> None:
    with dossier.expect_file_chooser():
        dossier.locator(".file .button").first.click(force=True)  # the input lies over it
