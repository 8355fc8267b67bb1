"""One notice for each person, in the words of the campaign, sent when it may be."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from notices.errors import NoticeRefused
from notices.models import Notice, NoticeText
from notices.services.telling import Message, preview, tell
from officials.mail import MAIL_TO_FILES
from officials.models import User
from rounds.models import Round
from tests.notices.notes import invite, states, work
from tests.notices.postbox import Postbox
from tests.roles import make_draft_round

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = (datetime.time(7), datetime.time(21))


def test_text_names_person_time_and_place(draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    assert row.subject == "Giấy mời: Hội nghị toàn cơ quan"
    assert row.body.startswith("Kính gửi ông/bà Đặng Ghi Phiếu,\n\nCục Công Thương địa phương kính mời")
    assert "Địa điểm: Hội trường A.\n" in row.body
    assert f"http://localhost:8000/reply/{row.key}/" in row.body


def test_english_text(draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter, language="en")
    assert row.body.startswith("Dear Đặng Ghi Phiếu,")


def test_text_of_the_campaign_comes_before_the_shipped_one(draft_round: Round, voter: User) -> None:
    NoticeText.objects.create(
        campaign=draft_round.campaign,
        kind="invitation",
        language="vi",
        subject="Mời {Họ tên}",
        body="{thời gian}, {địa điểm}: {họ tên}",
    )
    (row,) = invite(draft_round, voter)
    assert row.subject == "Mời Đặng Ghi Phiếu"
    assert row.body.endswith("Hội trường A: Đặng Ghi Phiếu")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("{thời gian} {địa điểm} {họ tên} {mật khẩu}", "Không dùng được ở đây: {mật khẩu}."),
        ("{thời gian} {địa điểm}", "Nội dung còn thiếu: {họ tên}."),
        ("{thời gian} {địa điểm} {họ tên", "Có dấu ngoặc nhọn thiếu dấu mở hoặc dấu đóng."),
        ("{thời gian} {địa điểm} {họ tên} {thời hạn.x}", "Không dùng được ở đây: {thời hạn.x}."),
    ],
)
def test_text_with_a_fault_is_sent_to_nobody(draft_round: Round, voter: User, body: str, says: str) -> None:
    own = {"campaign": draft_round.campaign, "kind": "invitation", "language": "vi"}
    NoticeText.objects.create(**own, subject="Mời", body=body)
    with pytest.raises(NoticeRefused) as refusal:
        invite(draft_round, voter)
    assert says in str(refusal.value)
    assert not Notice.objects.exists()


def test_value_that_is_missing_stops_everything(draft_round: Round, voter: User) -> None:
    Round.objects.filter(pk=draft_round.pk).update(place="")
    draft_round.refresh_from_db()
    with pytest.raises(NoticeRefused, match="địa điểm"):
        invite(draft_round, voter)


def test_braces_in_a_name_are_not_filled(draft_round: Round, voter: User) -> None:
    voter.full_name = "An {địa điểm}"
    (row,) = invite(draft_round, voter)
    assert row.body.startswith("Kính gửi ông/bà An {địa điểm},")


def test_preview_for_a_person_is_what_is_sent(draft_round: Round, voter: User) -> None:
    shown = preview(Message(kind="invitation", round_=draft_round), voter)
    assert not Notice.objects.exists()
    (row,) = invite(draft_round, voter)
    assert (shown.subject, shown.body.split("/reply/")[0]) == (row.subject, row.body.split("/reply/")[0])


def test_nobody_is_told_the_same_twice(draft_round: Round, voter: User) -> None:
    for _press in range(2):
        tell(Message(kind="invitation", round_=draft_round), [voter])
    assert Notice.objects.count() == 1


def test_person_without_address_gets_paper(draft_round: Round, voter: User, postbox: Postbox) -> None:
    voter.email = ""
    (row,) = invite(draft_round, voter)
    assert (states(row), work()) == (["to_print"], 0)


def test_without_mail_server_everybody_gets_paper(
    settings: Settings, draft_round: Round, voter: User
) -> None:
    settings.EMAIL_BACKEND = MAIL_TO_FILES
    assert states(*invite(draft_round, voter)) == ["to_print"]


def test_nothing_of_a_secret_round_is_mailed(voter: User) -> None:
    secret = make_draft_round(marking=Round.Marking.SECRET, title="Hội nghị mật")
    assert states(*invite(secret, voter)) == ["to_print"]


def test_nobody_is_told_of_a_rehearsal(draft_round: Round, voter: User) -> None:
    draft_round.is_rehearsal = True
    assert tell(Message(kind="invitation", round_=draft_round), [voter]) == 0


@pytest.mark.parametrize(("clock", "hour", "day"), [("05:30", 7, 3), ("12:00", 12, 3), ("22:15", 7, 4)])
def test_mail_waits_for_the_hours_of_sending(
    settings: Settings,
    draft_round: Round,
    voter: User,
    monkeypatch: pytest.MonkeyPatch,
    clock: str,
    hour: int,
    day: int,
) -> None:
    settings.NOTICE_HOURS = HOURS
    now = datetime.datetime.fromisoformat(f"2026-12-03T{clock}").replace(tzinfo=VIETNAM)
    monkeypatch.setattr(timezone, "now", lambda: now)
    (row,) = invite(draft_round, voter)
    due = timezone.localtime(row.due_at)
    assert (due.day, due.hour) == (day, hour)


def test_pressing_notice_waits_for_nothing(
    settings: Settings, draft_round: Round, voter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.NOTICE_HOURS = HOURS
    night = datetime.datetime(2026, 12, 3, 23, tzinfo=VIETNAM)
    monkeypatch.setattr(timezone, "now", lambda: night)
    (row,) = invite(draft_round, voter, kind="meeting_cancelled")
    assert row.due_at == night


def test_notices_that_wait_together_are_one_mail(
    postbox: Postbox, draft_round: Round, voter: User, another_voter: User
) -> None:
    second = make_draft_round(draft_round.unit, title="Hội nghị chi bộ")
    for round_ in (draft_round, second):
        invite(round_, voter)
    invite(draft_round, another_voter)
    assert work() == 2
    mail = dict(postbox.taken)[voter.email]
    text = mail.get_payload()[0].get_payload(decode=True).decode()  # type: ignore[union-attr, index]
    assert "Giấy mời: Hội nghị toàn cơ quan" in text
    assert "Giấy mời: Hội nghị chi bộ" in text
    assert [part.get_content_type() for part in mail.walk()].count("text/calendar") == 2
    assert set(Notice.objects.values_list("state", flat=True)) == {"accepted"}


@pytest.mark.slow
def test_second_mail_of_a_day_waits_for_the_next(
    settings: Settings, postbox: Postbox, draft_round: Round, voter: User
) -> None:
    settings.NOTICE_HOURS = (datetime.time(0), datetime.time(23, 59))
    invite(draft_round, voter)
    work()
    later = [make_draft_round(draft_round.unit, title=f"Hội nghị {number}") for number in (2, 3)]
    for round_ in later:
        invite(round_, voter)
    assert work() == 0
    Notice.objects.filter(state="waiting").update(due_at=timezone.now())
    assert work() == 1  # both in one


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "gone"},
        {"state": "waiting", "due_at": None},
        {"state": "accepted", "tries": 1},
        {"state": "sending", "due_at": None, "tries": 1},
        {"state": "refused", "due_at": None, "said": ""},
        {"address": ""},
        {"state": "printed", "due_at": None},
        {"state": "handed", "due_at": None},
        {"is_private": True},
    ],
)
def test_database_refuses_impossible_states(
    draft_round: Round, voter: User, wrong: dict[str, object]
) -> None:
    (row,) = invite(draft_round, voter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=row.pk).update(**wrong)
