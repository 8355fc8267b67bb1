"""A meeting as an iCalendar file (RFC 5545): one event, times in UTC."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from notices.kinds import Calendar

LONGEST = 75  # bytes of a line
USUAL_LENGTH = datetime.timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a calendar is told of a meeting; the same `uid` with a higher `sequence` replaces it."""

    uid: str
    sequence: int
    begins: datetime.datetime
    ends: datetime.datetime | None
    summary: str
    location: str
    organizer: tuple[str, str]  # name and address
    attendee: tuple[str, str]
    stamp: datetime.datetime


def as_text(event: Event, method: Calendar) -> str:
    """Return the file with the method REQUEST or CANCEL."""
    return "".join(f"{part}\r\n" for line in _lines(event, method) for part in _folded(line))


def _lines(event: Event, method: Calendar) -> Iterator[str]:
    is_cancelled = method == Calendar.CANCEL
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tin Nhiem//vi", f"METHOD:{method}")
    yield from ("BEGIN:VEVENT", f"UID:{event.uid}", f"SEQUENCE:{event.sequence}")
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"DTSTART:{_utc(event.begins)}"
    yield f"DTEND:{_utc(event.ends or event.begins + USUAL_LENGTH)}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"LOCATION:{_escaped(event.location)}"
    yield f"ORGANIZER;CN={_quoted(event.organizer[0])}:mailto:{event.organizer[1]}"
    yield f"ATTENDEE;CN={_quoted(event.attendee[0])};ROLE=REQ-PARTICIPANT:mailto:{event.attendee[1]}"
    yield f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _utc(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _quoted(text: str) -> str:
    return '"' + " ".join(text.replace('"', "'").split()) + '"'


def _folded(line: str) -> Iterator[str]:
    """Yield the parts of a long line; the next ones begin with a space, and no letter is divided."""
    if len(line.encode()) <= LONGEST:  # most lines
        yield line
        return
    part, start = "", ""
    for letter in line:
        if len((start + part + letter).encode()) > LONGEST:
            yield start + part
            part, start = "", " "
        part += letter
    yield start + part
