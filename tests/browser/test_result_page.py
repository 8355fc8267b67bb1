"""A published result on a desk and on a phone, in both themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from officials.models import Unit, User
from results.services.documents import render_documents
from tests.browser.axe import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.results.factories import make_certified_round, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COUNTS = ((20, 9, 3), (6, 6, 18), (32, 0, 0), (3, 4, 25))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_leader_reads_the_result(
    open_page: OpenPage,
    shoot: Callable[[Page, str], None],
    size: tuple[int, int],
    unit: Unit,
    leader: User,
    secretary: User,
) -> None:
    round_ = publish(make_certified_round(COUNTS, unit=unit), secretary)
    render_documents(round_id=round_.pk)
    page = open_page("/results/", user=leader, size=size)
    assert_accessible(page)
    shoot(page, f"results-{size[0]}")
    page.get_by_role("link", name=round_.title).click()
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        shoot(page, f"result-{size[0]}-{theme}")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.get_by_role("img").count() == len(COUNTS)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    assert download.value.suggested_filename == f"minutes-{round_.pk}.pdf"
