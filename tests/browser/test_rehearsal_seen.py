"""A rehearsal in the browser: begun by the secretary, counted by a real member, played by a real worker, deleted."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from officials.models import User
from rounds.models import Round
from simulation.models import Rehearsal
from tests.browser.gallery import look
from tests.browser.journey import counting
from tests.browser.journey.people import follow_duty, picture
from tests.browser.journey.secretary import act, record_present
from tests.browser_fixtures import NewContext, OpenPage
from tests.roles import make_draft_round, make_secretary, make_user
from tests.simulation.rehearsals import begun

pytestmark = pytest.mark.browser
TITLE = "Hội nghị lấy phiếu tín nhiệm"


@pytest.fixture
def source(db: None) -> Round:
    return make_draft_round(lines=2, members=[make_user("Trịnh Ủy Viên", "uyvien")], title=TITLE)


@pytest.fixture
def secretary(source: Round) -> User:
    return make_secretary(source.unit)


def test_pages_of_a_rehearsal(open_page: OpenPage, source: Round, secretary: User) -> None:
    page = open_page(f"/desk/{source.pk}/", user=secretary)
    page.get_by_role("link", name="Diễn tập hội nghị này").click()
    look(page, "rehearse")
    begun(source, secretary)
    page.goto(f"/rehearsals/{Rehearsal.objects.get().pk}/")
    look(page, "rehearsal")
    page.get_by_role("link", name="Xóa diễn tập").click()
    look(page, "rehearsal-delete")
    page.get_by_role("button", name="Đồng ý xóa diễn tập").click()
    expect(page.get_by_text("đã được xóa cùng toàn bộ dữ liệu")).to_be_visible()


@pytest.mark.slow
def test_secretary_and_member_rehearse_with_a_worker(
    worker: subprocess.Popen[bytes], new_context: NewContext, source: Round, secretary: User, tmp_path: Path
) -> None:
    desk = new_context(user=secretary).new_page()
    desk.goto(f"/rehearsals/of/{source.pk}/")
    picture(desk, "secretary-rehearse")
    desk.get_by_label("Số người ghi phiếu mô phỏng").fill("5")
    desk.get_by_label("Thành viên của hội nghị này tham gia trên thiết bị của mình").check()
    desk.get_by_role("button", name="Bắt đầu diễn tập").click()
    expect(desk.get_by_text("Đang chờ ban kiểm phiếu")).to_be_visible()
    member = new_context(user=User.objects.get(username="uyvien")).new_page()
    follow_duty(member, "committee", f"DIỄN TẬP: {TITLE}")
    expect(member.locator(".rehearsal-mark")).to_be_visible()
    counting.lock([member], tmp_path)
    expect(desk.get_by_text("5/5")).to_be_visible()
    picture(desk, "secretary-rehearsal")
    counting.open_with(member)
    assert [sum(row) for row in counting.read_counts(member)] == [5, 5]
    counting.sign(member)
    expect(desk.get_by_text("Diễn tập đã hoàn thành")).to_be_visible()
    desk.get_by_role("link", name="Kết quả và văn bản").click()
    expect(desk.locator(".rehearsal-mark")).to_be_visible()
    desk.go_back()
    desk.get_by_role("link", name="Xóa diễn tập").click()
    desk.get_by_role("button", name="Đồng ý xóa diễn tập").click()
    expect(desk.get_by_text("đã được xóa cùng toàn bộ dữ liệu")).to_be_visible()
    assert list(Round.objects.values_list("pk", flat=True)) == [source.pk]


@pytest.mark.slow
def test_a_secretary_conducts_a_rehearsal_on_the_desk(
    worker: subprocess.Popen[bytes], new_context: NewContext, source: Round, secretary: User
) -> None:
    desk = new_context(user=secretary).new_page()
    desk.goto(f"/rehearsals/of/{source.pk}/")
    desk.get_by_label("Số người ghi phiếu mô phỏng").fill("5")
    desk.get_by_label("Tôi tự thực hiện trên trang tổ chức").check()
    desk.get_by_role("button", name="Bắt đầu diễn tập").click()
    expect(desk.get_by_text("Đang chờ thao tác trên trang tổ chức hội nghị")).to_be_visible()
    watched = desk.url
    desk.get_by_role("link", name="Trang tổ chức của buổi diễn tập").click()
    record_present(desk, 5)
    act(desk, "open")
    expect(desk.locator("[data-number=cast]")).to_have_text("5")
    act(desk, "close")
    desk.goto(watched)
    expect(desk.get_by_text("Diễn tập đã hoàn thành")).to_be_visible()
    expect(desk.locator(".rehearsal-mark")).to_be_visible()
