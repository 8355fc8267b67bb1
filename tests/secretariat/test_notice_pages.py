"""A secretary sees the notices of the own units, acts on them, and invites people."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from notices import kinds
from notices.models import InvitationReply, MailServer, Notice, NoticeText
from notices.values import reply_address
from officials.models import Unit, User
from rounds.models import Round
from secretariat.views.notice_list import PER_PAGE
from tests.notices.notes import invite, planned, states
from tests.results.pdf import pages, text
from tests.roles import announce, make_draft_round, make_unit, make_users

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(draft_round: Round) -> Round:
    return planned(draft_round)


@pytest.fixture
def desk(client: Client, secretary: User, settings: Settings) -> Client:
    settings.REQUIRE_STAFF_MFA = False
    client.force_login(secretary, backend="officials.accounts.backends.OneCheckBackend")
    return client


def content(client: Client, path: str) -> str:
    return client.get(path).content.decode().split("<main")[1]


def test_list_shows_the_own_units_only(
    desk: Client, client: Client, meeting: Round, voter: User, other_secretary: User
) -> None:
    (row,) = invite(meeting, voter)
    assert f'href="/notices/{row.pk}/"' in content(desk, "/notices/")
    client.force_login(other_secretary, backend="officials.accounts.backends.OneCheckBackend")
    assert f'href="/notices/{row.pk}/"' not in content(client, "/notices/")
    assert client.get(f"/notices/{row.pk}/").status_code == 404


def test_person_without_a_unit_role_finds_nothing(client: Client, voter: User, meeting: Round) -> None:
    (row,) = invite(meeting, voter)
    client.force_login(voter, backend="officials.accounts.backends.OneCheckBackend")
    for path in ("/notices/", f"/notices/{row.pk}/", f"/campaigns/{meeting.campaign_id}/texts/"):
        assert client.get(path).status_code == 404
    assert client.post("/notices/server", {"action": "test"}).status_code == 404


def test_filter_and_search(desk: Client, meeting: Round, voter: User, another_voter: User) -> None:
    reached, missed = invite(meeting, voter, another_voter)
    Notice.objects.filter(pk=missed.pk).update(state="refused", said="550", due_at=None, tries=1)
    Notice.objects.filter(pk=reached.pk).update(state="accepted", due_at=None, tries=1)
    for query, found in (
        ("?state=not-reached", {missed}),
        ("?state=reached", {reached}),
        ("?state=under-way", set()),
        ("?q=dang", {reached}),
        ("?q=ho&state=not-reached", {missed}),
        ("", {reached, missed}),
    ):
        page = content(desk, f"/notices/{query}")
        assert {row for row in (reached, missed) if f"/notices/{row.pk}/" in page} == found


def test_list_of_one_meeting(desk: Client, meeting: Round, voter: User, unit: Unit) -> None:
    other = planned(make_draft_round(unit))
    (here,), (there,) = invite(meeting, voter), invite(other, voter)
    link = f"/notices/?state=not-reached&amp;round={meeting.pk}"
    assert link in content(desk, f"/desk/{meeting.pk}/notices/")
    Notice.objects.update(state="refused", said="550", due_at=None, tries=1)
    page = content(desk, link.replace("&amp;", "&"))
    assert [f'href="/notices/{row.pk}/"' in page for row in (here, there)] == [True, False]
    for wrong in ("x", uuid.uuid4()):  # of all meetings
        page = content(desk, f"/notices/?round={wrong}")
        assert [f'href="/notices/{row.pk}/"' in page for row in (here, there)] == [True, True]


def test_other_pages_of_the_list_of_one_meeting(desk: Client, meeting: Round) -> None:
    invite(meeting, *make_users(PER_PAGE + 1))
    Notice.objects.update(state="refused", said="550", due_at=None, tries=1)
    page = content(desk, f"/notices/?state=not-reached&round={meeting.pk}")
    assert f'href="?state=not-reached&amp;round={meeting.pk}&amp;page=2"' in page


def test_secretary_reads_the_text_without_the_key_of_the_reply(
    desk: Client, meeting: Round, voter: User
) -> None:
    (row,) = invite(meeting, voter)
    link = reply_address(row.key)
    assert link in row.body
    page = content(desk, f"/notices/{row.pk}/")
    assert link.replace(str(row.key), "…") in page
    assert str(row.key) not in page


def test_refused_notice_says_what_to_do(desk: Client, meeting: Round, voter: User) -> None:
    User.objects.filter(pk=voter.pk).update(unit=meeting.unit)
    (row,) = invite(meeting, voter)
    sentence = "Người này chưa nhận được thông báo"
    assert sentence not in content(desk, f"/notices/{row.pk}/")
    Notice.objects.update(state="refused", said="550", due_at=None, tries=1)
    page, account = content(desk, f"/notices/{row.pk}/"), f'href="/admin/officials/user/{voter.pk}/change/"'
    assert sentence in page
    assert account in page
    User.objects.filter(pk=voter.pk).update(unit=make_unit())  # which then keeps the account
    assert account not in content(desk, f"/notices/{row.pk}/")


def test_one_press_sends_again(desk: Client, meeting: Round, voter: User) -> None:
    (row,) = invite(meeting, voter)
    Notice.objects.update(state="refused", said="550", due_at=None, tries=1)
    answer = desk.post(f"/notices/{row.pk}/", {"action": "resend", "address": "moi@example.test"})
    row.refresh_from_db()
    assert (answer.status_code, row.state, row.address) == (302, "waiting", "moi@example.test")


@pytest.mark.parametrize(
    "body", [{}, {"action": "x"}, {"action": "resend", "address": "x"}, {"action": "withdraw"}]
)
def test_refusal_keeps_the_page(desk: Client, meeting: Round, voter: User, body: dict[str, str]) -> None:
    (row,) = invite(meeting, voter)
    Notice.objects.update(state="refused", said="550", due_at=None, tries=1)
    assert desk.post(f"/notices/{row.pk}/", body).status_code == 400
    assert states(row) == ["refused"]


def test_private_text_is_shown_to_nobody(desk: Client, meeting: Round, voter: User) -> None:
    (row,) = invite(meeting, voter)
    Notice.objects.update(is_private=True, delete_on="2030-01-01")
    page = content(desk, f"/notices/{row.pk}/")
    assert row.body.splitlines()[0] not in page
    assert row.body[:20] not in content(desk, "/notices/")


def test_secretary_invites_with_one_press(desk: Client, meeting: Round) -> None:
    path = f"/desk/{meeting.pk}/notices/"
    assert "Kính gửi ông/bà" in content(desk, path)
    assert desk.post(path, {"language": "vi"}).status_code == 302
    assert Notice.objects.filter(kind="invitation").count() == 6
    assert "Mọi người trong danh sách đã được mời." in content(desk, path)


def test_refused_invitation_says_what_is_missing(desk: Client, meeting: Round) -> None:
    Round.objects.filter(pk=meeting.pk).update(place="")
    answer = desk.post(f"/desk/{meeting.pk}/notices/", {"language": "vi"})
    assert (answer.status_code, Notice.objects.count()) == (400, 0)
    assert "Đề nghị nhập địa điểm hội nghị" in answer.content.decode()


def test_mail_that_waits_for_the_morning_is_explained(
    desk: Client, meeting: Round, voter: User, settings: Settings
) -> None:
    settings.NOTICE_HOURS = (datetime.time(7), datetime.time(21))
    said = "Thư được gửi từ 07:00 đến 21:00"
    assert said not in content(desk, f"/desk/{meeting.pk}/notices/")
    invite(meeting, voter)
    assert said in content(desk, f"/desk/{meeting.pk}/notices/")


def test_reasons_and_questions_are_shown(desk: Client, meeting: Round, voter: User) -> None:
    values = {"round": meeting, "user": voter, "replied_on": timezone.localdate()}
    InvitationReply.objects.create(**values, coming="asks", text="Có bãi xe không?")
    assert "Có bãi xe không?" in content(desk, f"/desk/{meeting.pk}/notices/")


@pytest.mark.slow
@pytest.mark.parametrize(("per_page", "number"), [("1", 6), ("8", 1)])
def test_invitations_are_printed(desk: Client, meeting: Round, per_page: str, number: int) -> None:
    desk.post(f"/desk/{meeting.pk}/notices/", {"language": "vi"})
    asked = {"people": "all", "order": "roll", "per_page": per_page}
    answer = desk.post(f"/desk/{meeting.pk}/notices/print", asked)
    assert answer.status_code == 200
    assert len(pages(answer.content)) == number
    assert "Đặng Ghi Phiếu" in " ".join(text(answer.content).split())
    assert set(Notice.objects.values_list("state", flat=True)) == {"printed"}


@pytest.mark.slow
def test_printing_by_unit(desk: Client, meeting: Round, voter: User) -> None:
    desk.post(f"/desk/{meeting.pk}/notices/", {"language": "vi"})
    first = Unit.objects.create(name="A, đơn vị đầu", place="Huế", parent=meeting.unit)
    User.objects.filter(pk=Notice.objects.order_by("-sort_key")[0].user_id).update(unit=first)
    asked = {"people": "all", "order": "unit", "per_page": "1"}
    answer = desk.post(f"/desk/{meeting.pk}/notices/print", asked)
    assert "A, đơn vị đầu" in pages(answer.content)[0]


def test_nothing_to_print_is_said(desk: Client, meeting: Round) -> None:
    asked = {"people": "missed", "order": "roll", "per_page": "1"}
    assert desk.post(f"/desk/{meeting.pk}/notices/print", asked).status_code == 400


def test_summonses_are_printed_for_people_without_mail(desk: Client, meeting: Round) -> None:
    User.objects.update(email="")
    announce(meeting)
    assert set(Notice.objects.values_list("kind", "state")) == {("summons", "to_print")}
    asked = {"people": "missed", "order": "roll", "per_page": "1"}
    answer = desk.post(f"/desk/{meeting.pk}/notices/print", asked)
    assert (answer.status_code, len(pages(answer.content))) == (200, Notice.objects.count())
    assert set(Notice.objects.values_list("state", flat=True)) == {"printed"}


def test_campaign_words_its_own_text(desk: Client, meeting: Round, voter: User) -> None:
    path = f"/campaigns/{meeting.campaign_id}/texts/invitation/vi/"
    wrong = desk.post(path, {"subject": "Mời", "body": "{họ tên} {mật khẩu}"})
    assert (wrong.status_code, NoticeText.objects.count()) == (400, 0)
    assert "{họ tên} {mật khẩu}" in wrong.content.decode()
    right = {"subject": "Mời", "body": "{họ tên}: {thời gian}, {địa điểm}"}
    assert desk.post(path, right).status_code == 302
    (row,) = invite(meeting, voter)
    assert row.subject == "Mời"


def test_each_fault_of_a_text_stands_at_its_field(desk: Client, meeting: Round) -> None:
    path = f"/campaigns/{meeting.campaign_id}/texts/invitation/vi/"
    answer = desk.post(path, {"subject": "Mời {mật khẩu}", "body": "{họ tên}: {thời gian}, {địa điểm} {"})
    assert answer.context["form"].errors == {
        "subject": ["Không dùng được ở đây: {mật khẩu}."],
        "body": ["Có dấu ngoặc nhọn thiếu dấu mở hoặc dấu đóng."],
    }
    assert (answer.status_code, NoticeText.objects.count()) == (400, 0)


def test_shipped_text_ends_the_own_one(desk: Client, meeting: Round) -> None:
    path = f"/campaigns/{meeting.campaign_id}/texts/invitation/vi/"
    desk.post(path, {"subject": "Mời", "body": "{họ tên}: {thời gian}, {địa điểm}"})
    shipped = kinds.of("invitation").texts["vi"]
    desk.post(path, {"subject": shipped.subject, "body": shipped.body.replace("\n", "\r\n")})
    assert not NoticeText.objects.exists()


def test_top_secretary_stops_and_resumes(desk: Client, meeting: Round, secretary: User) -> None:
    assert desk.post("/notices/server", {"action": "stop", "reason": ""}).status_code == 400
    desk.post("/notices/server", {"action": "stop", "reason": "Sai địa điểm"})
    server = MailServer.objects.get()
    assert (server.is_stopped, server.stopped_by) == (True, secretary)
    assert "Sai địa điểm" in content(desk, "/notices/")
    desk.post("/notices/server", {"action": "go_on"})
    server.refresh_from_db()
    assert not server.is_stopped


def test_list_does_not_grow(desk: Client, meeting: Round) -> None:
    sizes = []
    for _half in range(2):
        invite(meeting, *make_users(40))
        with CaptureQueriesContext(connection) as asked:
            size = len(desk.get("/notices/").content) // 1000
        sizes.append((size, len(asked)))
    assert sizes[0] == sizes[1]


@pytest.mark.slow
def test_administration_names_the_invitations_that_keep_a_draft(desk: Client, meeting: Round) -> None:
    desk.post(f"/desk/{meeting.pk}/notices/", {"language": "vi"})
    path = f"/admin/rounds/round/{meeting.pk}/delete/"
    assert "Thông báo: 6" in content(desk, path)
    assert desk.post(path, {"post": "yes"}).status_code == 200
    assert Round.objects.filter(pk=meeting.pk).exists()
