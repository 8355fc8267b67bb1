"""A published result: in the list, while its documents are being made, whole; and the bundle refused."""

import pytest
from playwright.sync_api import expect

from officials.models import Unit, User
from results.services.rendering import render_documents
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.results.factories import make_certified_round, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COUNTS = ((20, 9, 3), (6, 6, 18), (32, 0, 0), (3, 4, 25))


def test_a_leader_reads_the_result(open_page: OpenPage, unit: Unit, leader: User, secretary: User) -> None:
    round_ = publish(make_certified_round(COUNTS, unit=unit), secretary)
    page = open_page("/results/", user=leader)
    look(page, "results")
    page.get_by_role("link", name=round_.title).click()
    expect(page.get_by_role("link", name="PDF")).to_have_count(0)
    render_documents(round_id=round_.pk)
    page.reload()
    look(page, "result")
    expect(page.get_by_role("img")).to_have_count(len(COUNTS))
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    assert download.value.suggested_filename.startswith("bien-ban-kiem-phieu_")


def test_the_authority_finds_the_bundle(
    open_page: OpenPage, unit: Unit, authority_reader: User, secretary: User
) -> None:
    round_ = publish(make_certified_round(COUNTS[:2], unit=unit), secretary)
    page = open_page(f"/results/{round_.pk}/", user=authority_reader)
    link = page.get_by_role("link", name="ZIP")
    assert (link.get_attribute("href") or "").endswith(f"/results/{round_.pk}/bundle.zip")
    look(page, "result-bundle")


@pytest.mark.usefixtures("isolated")
def test_a_secret_bundle_is_refused_in_words(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    round_ = make_certified_round(COUNTS[:2], unit=unit, marking="secret")
    page = open_page(f"/results/{round_.pk}/bundle.zip", user=secretary)
    expect(page.locator(".notice--warning")).to_be_visible()
    look(page, "bundle-refused")
