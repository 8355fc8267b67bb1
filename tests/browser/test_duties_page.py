"""The start page of somebody with several duties."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from officials import services
from officials.models import Unit, UnitRole, User
from rounds.models import Round
from tests.browser.axe import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.roles import make_draft_round

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_start_page_lists_what_is_mine_to_do(
    open_page: OpenPage,
    shoot: Callable[[Page, str], None],
    size: tuple[int, int],
    sealed_round: Round,
    head: User,
    unit: Unit,
) -> None:
    services.grant_role(user=head, unit=unit, role=UnitRole.Role.SECRETARIAT)
    make_draft_round(unit, voters=[head], title="Hội nghị Chi bộ Văn phòng")
    page = open_page("/", user=User.objects.get(pk=head.pk), size=size)
    assert_accessible(page)
    shoot(page, f"duties-{size[0]}-dark")
    page.emulate_media(color_scheme="light")
    shoot(page, f"duties-{size[0]}-light")
    assert page.get_by_role("link", name=re.compile("Khóa hòm phiếu ?: Hội nghị toàn cơ quan")).count() == 1
