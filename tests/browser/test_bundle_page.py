"""The way to the bundle, and its refusal, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from officials.models import Unit, User
from tests.browser.axe import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.results.factories import make_certified_round, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COUNTS = ((20, 9, 3), (6, 6, 18))
Shoot = Callable[[Page, str], None]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_authority_finds_it_on_the_result(
    open_page: OpenPage,
    shoot: Shoot,
    size: tuple[int, int],
    unit: Unit,
    authority_reader: User,
    secretary: User,
) -> None:
    round_ = publish(make_certified_round(COUNTS, unit=unit), secretary)
    page = open_page(f"/results/{round_.pk}/", user=authority_reader, size=size)
    link = page.get_by_role("link", name="ZIP")
    assert (link.get_attribute("href") or "").endswith(f"/results/{round_.pk}/bundle.zip")
    link.scroll_into_view_if_needed()
    shoot(page, f"bundle-link-{size[0]}")
    assert_accessible(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_secret_one_is_refused_in_words(
    open_page: OpenPage, shoot: Shoot, size: tuple[int, int], unit: Unit, secretary: User
) -> None:
    round_ = make_certified_round(COUNTS, unit=unit, marking="secret")
    page = open_page(f"/results/{round_.pk}/bundle.zip", user=secretary, size=size)
    shoot(page, f"bundle-refused-{size[0]}")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
