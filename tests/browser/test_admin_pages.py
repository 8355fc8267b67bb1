"""Every page of the secretariat: axe, content policy, small screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from officials.models import User
from rounds import services
from rounds.models import Round
from tests.browser.axe import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.roles import make_official, make_round, make_user

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


FAULTY = "Họ và tên;Email hoặc tên đăng nhập;Chức vụ\n;an@example.vn;Chuyên viên\nLê Bình;khong-co;Kế toán\n"
GOOD = "Họ và tên;Email hoặc tên đăng nhập;Chức vụ\n" + "".join(
    f"Lê Văn {number};so{number}@example.vn;Chuyên viên phòng Tổ chức cán bộ\n" for number in range(1, 5)
)


@SIZES
@pytest.mark.parametrize(("text", "name"), [(FAULTY, "errors"), (GOOD, "preview")], ids=["errors", "preview"])
def test_roll_from_a_file(
    open_page: OpenPage,
    secretary: User,
    draft_round: Round,
    shoot: Callable[[Page, str], None],
    size: tuple[int, int],
    text: str,
    name: str,
) -> None:
    page = open_page(f"/admin/rounds/round/{draft_round.pk}/roll/", user=secretary, size=size)
    file = {"name": "roll.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
    page.locator("main button[type=submit]").click()
    expect(page.locator("tbody tr")).to_have_count(text.count("\n") - 1)
    assert_accessible(page)
    shoot(page, f"admin-roll-{name}-{size[0]}")


def test_people_are_suggested_while_one_types(
    open_page: OpenPage, secretary: User, draft_round: Round
) -> None:
    make_user("Hoàng Thị Gợi Ý", "goiy")
    page = open_page(f"/admin/rounds/elector/add/?round={draft_round.pk}", user=secretary)
    assert page.locator("#people option").count() == 0
    page.locator("[name=user]").press_sequentially("gợi ý")
    offered = page.locator("#people option")
    expect(offered).to_have_count(1)
    page.locator("[name=user]").fill(str(offered.get_attribute("value")))
    page.locator("[name=_save]").click()
    page.wait_for_url("**/change/#electors")
    assert draft_round.electors.filter(user__username="goiy").exists()
