"""The page of a campaign's dossiers and the list of accesses, as a secretary sees them."""

import datetime

import pytest
from django.utils import timezone

from officials import services as officials_services
from officials.models import User
from rounds.models import Round
from rounds.services import moves
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.dossiers import file_dossiers
from tests.roles import Role, make_draft_round, make_official, make_unit, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_(committed: None) -> Round:
    unit = make_unit("Cục Công nghiệp địa phương", authority=make_unit("Bộ"))
    names = ("Trần Thị An", "Nguyễn Văn Bình", "Lê Quốc Cường")
    officials = [
        make_official(unit, name, user=make_user(name) if name[0] != "L" else None) for name in names
    ]
    opens = timezone.now() + datetime.timedelta(days=15)
    return make_draft_round(
        unit, officials=officials, opens_at=opens, closes_at=opens + datetime.timedelta(hours=3)
    )


@pytest.fixture
def secretary(round_: Round) -> User:
    user = make_user("Phạm Thư Ký")
    return officials_services.grant_role(user=user, unit=round_.unit, role=Role.SECRETARIAT).user


def test_asking_all(open_page: OpenPage, round_: Round, secretary: User) -> None:
    page = open_page(f"/campaigns/{round_.campaign_id}/dossiers/", user=secretary)
    page.get_by_label("Cả 3 người").check()
    page.get_by_role("button", name="Đề nghị nộp hồ sơ").click()
    page.get_by_text("Chưa có tài khoản nên chưa nhận được thông báo: Lê Quốc Cường.").wait_for()
    look(page, "campaign-dossiers")


def test_accesses(open_page: OpenPage, round_: Round, secretary: User) -> None:
    file_dossiers(round_)
    moves.freeze_round(round_id=round_.pk, actor=None)
    page = open_page(f"/desk/{round_.pk}/access/", user=secretary)
    look(page, "desk-access")
