"""Leaders of an authority find the meetings of their officials; an official answers without a request for a dossier."""

import pytest

from officials.models import Unit
from rounds.models import Round
from rounds.services import clarifying
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import Role, announce, make_draft_round, make_official, make_user, make_with_role

pytestmark = pytest.mark.browser


@pytest.fixture
def meeting(unit: Unit) -> Round:
    official = make_official(unit, "Công Tằng Tôn Nữ Hoàng Anh", user=make_user("Công Tằng Tôn Nữ Hoàng Anh"))
    return announce(make_draft_round(unit, officials=[official]))


def test_meetings_of_the_officials_of_an_authority(
    open_page: OpenPage, meeting: Round, authority: Unit
) -> None:
    leader = make_with_role("lanhdaobo", "Vũ Lãnh Đạo", authority, Role.LEADERSHIP)
    page = open_page("/", user=leader)
    look(page, "home-authority")
    page.get_by_role("link", name=meeting.title).click()
    look(page, "dossier-matters-authority")


def test_matters_without_a_request_for_a_dossier(open_page: OpenPage, meeting: Round) -> None:
    line, voter = meeting.lines.get(), meeting.electors.all()[0].user
    clarifying.ask(round_id=meeting.pk, official=line.official, text="Việc quản lý quỹ?", actor=voter)
    page = open_page("/", user=line.official.user)
    look(page, "home-official")
    page.get_by_role("link", name="Hồ sơ lấy phiếu của tôi").click()
    look(page, "dossiers-own-matters")
