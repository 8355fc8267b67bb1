"""The secretary invites people, finds one who was not reached, and sends the notice to another address."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from notices.models import InvitationReply, Notice
from officials.models import User
from rounds.models import Round
from rounds.services import moves
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.notices.notes import invite, planned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(draft_round: Round) -> Round:
    return planned(draft_round)


def test_secretary_invites(open_page: OpenPage, meeting: Round, secretary: User, voter: User) -> None:
    values = {"round": meeting, "user": voter, "replied_on": timezone.localdate()}
    InvitationReply.objects.create(**values, coming="no", text="Đi công tác nước ngoài")
    page = open_page(f"/desk/{meeting.pk}/notices/", user=secretary)
    page.get_by_text("Xem trước giấy mời").click()
    look(page, "notice-meeting")
    page.get_by_role("button", name="Gửi giấy mời").click()
    expect(page.get_by_text("Đã mời 6 người.")).to_be_visible()
    assert Notice.objects.filter(kind="invitation").count() == 6


def test_one_who_was_not_reached_gets_it_at_another_address(
    open_page: OpenPage, meeting: Round, secretary: User, voter: User, another_voter: User
) -> None:
    row, _other = invite(meeting, voter, another_voter)
    Notice.objects.filter(pk=row.pk).update(
        state="refused", said="550 5.1.1 no such user", due_at=None, tries=1
    )
    page = open_page("/notices/?state=not-reached", user=secretary)
    page.get_by_text("Máy chủ thư", exact=True).click()
    look(page, "notice-list")
    page.get_by_role("link", name=str(voter)).click()
    look(page, "notice-one")
    page.get_by_label("Gửi đến địa chỉ").fill("moi@example.test")
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_text("Thông báo được gửi lại.")).to_be_visible()


def test_who_has_no_address_gets_it_on_paper(
    open_page: OpenPage, meeting: Round, secretary: User, voter: User
) -> None:
    voter.email = ""
    (row,) = invite(meeting, voter, kind="reply_reminder")
    page = open_page(f"/notices/{row.pk}/", user=secretary)
    look(page, "notice-paper")
    with page.expect_download() as saved:
        page.get_by_role("button", name="In thông báo").click()
    assert saved.value.suggested_filename == "thong-bao.pdf"
    page.reload()
    expect(page.get_by_text("Đã in", exact=True)).to_be_visible()
    page.get_by_role("button", name="Tôi đã trao tay").click()
    expect(page.get_by_text("Đã ghi nhận việc trao tay.")).to_be_visible()


def test_cancellation_on_paper(open_page: OpenPage, meeting: Round, secretary: User) -> None:
    moves.cancel_round(round_id=meeting.pk, actor=secretary, reason="Bão số 9")
    page = open_page(f"/desk/{meeting.pk}/notices/", user=secretary)
    look(page, "notice-cancelled")
    page.get_by_role("button", name="In thông báo hủy hội nghị").click()
    expect(page.get_by_role("alert")).to_contain_text("Không có bản nào như vậy để in.")


def test_answer_by_telephone_is_recorded(
    open_page: OpenPage, meeting: Round, secretary: User, another_voter: User
) -> None:
    invite(meeting, another_voter)
    page = open_page(f"/desk/{meeting.pk}/notices/", user=secretary)
    page.get_by_role("link", name="qua điện thoại").click()
    page.get_by_role("link", name="Chưa phản hồi").click()
    page.get_by_role("link", name=f"Qua điện thoại {another_voter}").click()
    page.get_by_label("không dự", exact=True).check()
    page.get_by_label("Lý do").fill("Đi công tác nước ngoài")
    look(page, "notice-replies")
    page.get_by_role("button", name="Ghi phản hồi").click()
    expect(page.get_by_text(f"Đã ghi phản hồi của {another_voter}.")).to_be_visible()
    assert InvitationReply.objects.get().recorded_by == secretary


def test_texts_of_a_campaign(open_page: OpenPage, meeting: Round, secretary: User) -> None:
    page = open_page(f"/campaigns/{meeting.campaign_id}/texts/", user=secretary)
    look(page, "notice-texts")
    page.locator("main dd a").first.click()
    look(page, "notice-text")
    page.get_by_label("Nội dung", exact=True).fill("{họ tên} {mật khẩu}")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("alert")).to_contain_text("Không dùng được ở đây: {mật khẩu}.")
