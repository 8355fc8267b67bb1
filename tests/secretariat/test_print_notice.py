"""A clerk prints one notice that no mail brings to its person, and the cancellation of a meeting for all of them."""

import pytest
from django.test import Client
from pytest_django import Settings

from notices.models import Notice
from officials.models import User
from rounds.models import Round
from rounds.services import moves
from secretariat.notice_sheet import notice_as_pdf
from tests.notices.notes import invite, planned, states
from tests.results.pdf import pages, text
from tests.roles import announce

pytestmark = pytest.mark.django_db
FEW = {"people": "missed", "order": "roll", "per_page": "1"}


@pytest.fixture
def desk(client: Client, secretary: User, settings: Settings) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    client.force_login(secretary, backend="officials.accounts.backends.OneCheckBackend")
    return client


@pytest.fixture
def meeting(draft_round: Round) -> Round:
    return planned(draft_round)


def on_paper(round_: Round, voter: User, kind: str = "invitation") -> Notice:
    """Return a notice to somebody without an address."""
    voter.email = ""
    (row,) = invite(round_, voter, kind=kind)
    return row


def words(pdf: bytes) -> str:
    return " ".join(text(pdf).split())


def test_reminder_is_a_sheet_of_the_unit(desk: Client, meeting: Round, voter: User) -> None:
    row = on_paper(meeting, voter, "reply_reminder")
    assert "In thông báo (PDF)" in desk.get(f"/notices/{row.pk}/").content.decode()
    answer = desk.post(f"/notices/{row.pk}/print")
    found = words(answer.content)
    assert found.startswith("CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG Hà Nội, ngày")
    assert row.subject in found
    assert "Quét mã QR để phản hồi" in found
    assert found.endswith("Nơi nhận: Ông/bà Đặng Ghi Phiếu, Cục Công Thương địa phương.")
    assert (answer["Content-Disposition"], states(row)) == (
        'attachment; filename="thong-bao.pdf"',
        ["printed"],
    )


def test_invitation_is_a_letter(desk: Client, meeting: Round, voter: User) -> None:
    row = on_paper(meeting, voter)
    found = words(desk.post(f"/notices/{row.pk}/print").content)
    assert "GIẤY MỜI Dự Hội nghị" in found
    assert "Quét mã QR để phản hồi" in found


@pytest.mark.parametrize("kind", ["invitation", "reply_reminder"])
@pytest.mark.parametrize(
    ("name", "value", "mark"), [("marking", "secret", "MẬT"), ("is_rehearsal", True, "BẢN DIỄN TẬP")]
)
def test_what_is_said_of_the_round_is_printed(
    meeting: Round, voter: User, kind: str, name: str, value: object, mark: str
) -> None:
    row = on_paper(meeting, voter, kind)
    assert mark not in words(notice_as_pdf(row))
    setattr(row.round, name, value)
    assert mark in words(notice_as_pdf(row))


@pytest.mark.parametrize("state", ["waiting", "accepted", "handed", "withdrawn"])
def test_what_needs_no_paper_has_no_button(desk: Client, meeting: Round, voter: User, state: str) -> None:
    row = on_paper(meeting, voter)
    due = "2030-01-01T00:00Z" if state == "waiting" else None
    values = {"tries": 1, "address": "a@example.test", "handed_on": "2026-01-01", "due_at": due}
    Notice.objects.filter(pk=row.pk).update(state=state, **values)
    assert f"/notices/{row.pk}/print" not in desk.get(f"/notices/{row.pk}/").content.decode()
    answer = desk.post(f"/notices/{row.pk}/print", follow=True)
    assert "Thông báo này không cần in" in answer.content.decode()
    assert states(row) == [state]


def test_a_text_to_log_in_is_printed_for_nobody(desk: Client, meeting: Round, voter: User) -> None:
    row = on_paper(meeting, voter)
    Notice.objects.filter(pk=row.pk).update(is_private=True, delete_on="2030-01-01")
    assert "In thông báo (PDF)" not in desk.get(f"/notices/{row.pk}/").content.decode()
    assert desk.post(f"/notices/{row.pk}/print").status_code == 302
    assert states(row) == ["to_print"]


def test_other_units_find_nothing(client: Client, meeting: Round, voter: User, other_secretary: User) -> None:
    row = on_paper(meeting, voter)
    client.force_login(other_secretary, backend="officials.accounts.backends.OneCheckBackend")
    assert client.post(f"/notices/{row.pk}/print").status_code == 404
    assert states(row) == ["to_print"]


def test_cancellation_is_printed_for_those_without_mail(
    desk: Client, meeting: Round, secretary: User
) -> None:
    User.objects.update(email="")
    announce(meeting)
    desk.post(f"/desk/{meeting.pk}/notices/print", FEW)
    moves.cancel_round(round_id=meeting.pk, actor=secretary, reason="Bão số 9")
    page = desk.get(f"/desk/{meeting.pk}/notices/").content.decode()
    assert "In thông báo hủy hội nghị (PDF)" in page
    assert "In giấy mời (PDF)" not in page
    answer = desk.post(f"/desk/{meeting.pk}/notices/print", FEW)
    told = Notice.objects.filter(kind="meeting_cancelled")
    assert (len(pages(answer.content)), {row.state for row in told}) == (told.count(), {"printed"})
    assert "Về việc không tổ chức Hội nghị" in words(answer.content)
    assert "Lý do: Bão số 9" in words(answer.content)
    for absent in ("Quét mã QR", "Chủ trì"):
        assert absent not in words(answer.content)
