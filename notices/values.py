"""The values that fill the words of a text, for a round and a person."""

import datetime
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from documents.wording import moment
from notices import servers
from notices.ics import Event
from notices.models import Notice
from officials.models import Unit
from rounds.models import Round
from rounds.told import begins

# A value of a text; a moment is written, and a translated text read, in the language of the reader.
Fact = str | Promise | datetime.datetime


def for_everybody(
    round_: Round | None, unit: Unit, facts: Mapping[str, Fact], language: str
) -> dict[str, str]:
    """Return the values that are the same for everybody; `facts` are those of the kind."""
    found = {"unit": unit.name, "contact": settings.SECRETARIAT_CONTACT}
    if round_ is not None:
        found |= {
            "meeting": round_.title,
            "place": round_.place,
            "time": _written(begins(round_), language),
            "deadline": _written(round_.opens_at, language),
        }
    with override(language):
        return {**found, **{name: _said(fact, language) for name, fact in facts.items()}}


def _said(fact: Fact, language: str) -> str:
    return _written(fact, language) if isinstance(fact, datetime.datetime) else str(fact)


def _written(at: datetime.datetime | None, language: str) -> str:
    if at is None:
        return ""
    return moment(at) if language == "vi" else f"{timezone.localtime(at):%H:%M, %d/%m/%Y}"


def reply_address(key: object) -> str:
    """Return the address at which the person of a notice replies without logging in."""
    return f"{settings.SITE_URL}{reverse('notices:reply', args=[key])}"


def for_others(notice: Notice) -> str:
    """Return the text as others may read it: with the key in the address of the reply they could answer for the person."""
    return notice.body.replace(str(notice.key), "…")


_lent: dict[str, str] = {}


def lend(**names: str) -> None:
    """Let notices lead to pages of a room above, under names of their own: `lend(reading="ballots:vote")`."""
    _lent.update(names)


def reading_address(round_: Round) -> str:
    """Return the address at which voters of a round read the list and the dossiers."""
    return f"{settings.SITE_URL}{reverse(_lent['reading'], args=[round_.pk])}"


def event_of(round_: Round, *, name: str, address: str, sequence: int, stamp: datetime.datetime) -> Event:
    """Return the meeting for the calendar of one person."""
    at = begins(round_)
    assert at is not None, "a meeting without time is told to nobody"  # noqa: S101
    return Event(
        uid=f"{round_.pk}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=sequence,
        begins=at,
        ends=round_.closes_at,
        summary=round_.title,
        location=round_.place,
        organizer=(round_.unit.name, servers.sender()),
        attendee=(name, address),
        stamp=stamp,
    )
