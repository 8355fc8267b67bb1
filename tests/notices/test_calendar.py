"""Invitations carry a file for calendars, read here by another program (icalendar)."""

import datetime
from typing import Any

import pytest
from icalendar import Calendar, Event

from notices import ics, kinds
from notices.models import Notice
from officials.models import User
from rounds.models import Round
from tests.notices.notes import invite, work
from tests.notices.postbox import Postbox

NOON = datetime.datetime(2026, 12, 3, 5, 0, tzinfo=datetime.UTC)
LONG = "Hội nghị lấy phiếu tín nhiệm đối với lãnh đạo, quản lý; đợt “hai” năm 2026 của cơ quan, đơn vị"


def read(text: str | bytes) -> tuple[Any, Event]:
    """Return the method and the only event of a file."""
    calendar: Any = Calendar.from_ical(text)
    (found,) = calendar.walk("VEVENT")
    return calendar["METHOD"], found


def event(**fields: object) -> ics.Event:
    values = {
        "uid": "1@example.test",
        "sequence": 0,
        "begins": NOON,
        "ends": None,
        "summary": LONG,
        "location": "Phòng 1, nhà A\\B; tầng 2",
        "organizer": ('Cục "Một"', "thu@example.test"),
        "attendee": ("Đặng Ghi Phiếu", "dang@example.test"),
        "stamp": NOON,
    }
    return ics.Event(**{**values, **fields})  # type: ignore[arg-type]


def test_another_program_reads_the_meeting() -> None:
    method, meeting = read(ics.as_text(event(), kinds.Calendar.REQUEST))
    place = "Phòng 1, nhà A\\B; tầng 2"
    assert (method, meeting["SUMMARY"], meeting["LOCATION"]) == ("REQUEST", LONG, place)
    assert (meeting.start, meeting.end) == (NOON, NOON + datetime.timedelta(hours=2))
    assert meeting["ATTENDEE"].params["CN"] == "Đặng Ghi Phiếu"


def test_lines_have_at_most_75_bytes() -> None:
    lines = ics.as_text(event(), kinds.Calendar.REQUEST).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_line_break_in_a_title_begins_no_line() -> None:
    broken = event(summary="Một\r\nATTACH:http://x.test/")
    _method, meeting = read(ics.as_text(broken, kinds.Calendar.REQUEST))
    assert "ATTACH" not in meeting


@pytest.mark.django_db
def test_invitation_carries_the_meeting(postbox: Postbox, draft_round: Round, voter: User) -> None:
    invite(draft_round, voter)
    work()
    ((_address, mail),) = postbox.taken
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    content: Any = part.get_payload(decode=True)
    _method, meeting = read(content)
    begins: Any = draft_round.opens_at
    assert (meeting["UID"], meeting.start) == (f"{draft_round.pk}@localhost", begins.replace(microsecond=0))


@pytest.mark.django_db
def test_cancelling_names_the_same_meeting(draft_round: Round, voter: User) -> None:
    invite(draft_round, voter)
    invite(draft_round, voter, kind="meeting_cancelled", sequence=1)
    both = [read(row.calendar)[1] for row in Notice.objects.order_by("pk")]
    assert both[0]["UID"] == both[1]["UID"]
    assert [meeting["SEQUENCE"] for meeting in both] == [0, 1]
    assert both[1]["STATUS"] == "CANCELLED"
