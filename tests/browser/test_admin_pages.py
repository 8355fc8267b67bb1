"""Every page of the secretariat: axe, content policy, small screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from officials.models import User
from rounds import services
from rounds.models import Round
from tests.browser.axe import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.roles import make_official, make_round

pytestmark = pytest.mark.browser
LISTS = [
    "rounds/campaign",
    "rounds/round",
    "rounds/ruleset",
    "rounds/elector",
    "officials/official",
    "officials/dossier",
    "officials/unit",
    "officials/unitrole",
    "officials/user",
]
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])


@SIZES
def test_tables_and_forms(
    open_page: OpenPage,
    secretary: User,
    draft_round: Round,
    shoot: Callable[[Page, str], None],
    size: tuple[int, int],
) -> None:
    page = open_page("/admin/", user=secretary, size=size)
    assert_accessible(page)
    shoot(page, f"admin-index-{size[0]}")
    for table in LISTS:
        query = f"?round={draft_round.pk}" if table == "rounds/elector" else ""
        for address in ("", f"add/{query}"):
            page.goto(f"/admin/{table}/{address}")
            assert_accessible(page)
            shoot(page, f"admin-{table.replace('/', '-')}-{'add' if address else 'list'}-{size[0]}")


@SIZES
def test_round_pages(
    open_page: OpenPage,
    secretary: User,
    draft_round: Round,
    shoot: Callable[[Page, str], None],
    size: tuple[int, int],
) -> None:
    make_official(draft_round.unit, "Vũ Thị Mới", appointed_on=draft_round.opens_at)
    page = open_page(f"/admin/rounds/round/{draft_round.pk}/change/", user=secretary, size=size)
    for address in ("change", "seal", "roll", "delete", "history"):
        page.goto(f"/admin/rounds/round/{draft_round.pk}/{address}/")
        assert_accessible(page)
        shoot(page, f"admin-round-{address}-{size[0]}")
    services.seal_round(round_id=draft_round.pk, actor=secretary)
    page.goto(f"/admin/rounds/round/{draft_round.pk}/change/")
    assert_accessible(page)
    shoot(page, f"admin-round-sealed-{size[0]}")


@SIZES
def test_what_is_missing(
    open_page: OpenPage,
    secretary: User,
    draft_round: Round,
    shoot: Callable[[Page, str], None],
    size: tuple[int, int],
) -> None:
    empty = make_round(draft_round.unit, title="Hội nghị còn trống", opens_at=None, closes_at=None, place="")
    page = open_page(f"/admin/rounds/round/{empty.pk}/change/", user=secretary, size=size)
    assert_accessible(page)
    shoot(page, f"admin-round-missing-{size[0]}")
