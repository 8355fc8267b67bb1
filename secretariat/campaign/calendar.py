"""The calendar of a campaign: a month at a glance, and the people who have two meetings on one day."""

import calendar
import datetime
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from officials.models import UnitRole, User
from officials.selectors import units_of
from rounds import calendar_selectors as selectors
from rounds.calendar_selectors import day_of
from rounds.models import Campaign, Round
from rounds.told import begins

SHOWN = 3  # meetings of a day in the month
SHOWN_OF_DAY = 100
SHOWN_PEOPLE = 50


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """A meeting as the calendar names it; `campaign` is another one than the calendar's.

    Without `url` it is a meeting of another secretary, of which nothing but the day is told.
    """

    title: str
    unit: str
    begins: datetime.datetime
    state: str
    state_label: str
    url: str
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the month with its first meetings; `twice` people have two meetings or more on it."""

    date: datetime.date
    meetings: list[CalendarMeeting]
    more: int
    twice: int
    is_of_month: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class PersonTwice:
    """A person with the meetings of one day."""

    name: str
    unit: str
    meetings: list[CalendarMeeting]


@dataclass(frozen=True, slots=True)
class ChosenDay:
    """The meetings of one day, and the people who have several; `more` people are not shown."""

    date: datetime.date
    meetings: list[CalendarMeeting]
    more_meetings: int
    people: list[PersonTwice]
    more_people: int


@dataclass(frozen=True, slots=True)
class CampaignCalendar:
    """A month in weeks from Monday on, with the first days of the months beside it."""

    month: datetime.date
    weeks: list[list[CalendarDay]]
    weekdays: list[Any]
    before: datetime.date
    after: datetime.date
    undated: int
    chosen: ChosenDay | None


def calendar_page(*, user: User, campaign: Campaign, month: str, day: str) -> CampaignCalendar:
    """Return the month that the texts of the address name, else that of the next meeting; at most thirteen queries."""
    chosen = _read(day, "%Y-%m-%d")
    first = _read(month, "%Y-%m") or chosen or selectors.day_of_next_meeting(user=user, campaign=campaign)
    first = (first or timezone.localdate()).replace(day=1)
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    since, until = days[0][0], days[-1][-1]
    rounds = selectors.rounds_between(user=user, campaign=campaign, since=since, until=until)
    by_day: dict[datetime.date, list[Round]] = defaultdict(list)
    for round_ in rounds:
        by_day[day_of(round_)].append(round_)
    beside = selectors.rounds_beside(user=user, rounds=rounds, since=since, until=until)
    twice = selectors.people_twice(rounds, beside)
    return CampaignCalendar(
        month=first,
        weeks=[[_day(one, first, by_day[one], twice) for one in week] for week in days],
        weekdays=list(WEEKDAYS.values()),
        before=first - datetime.timedelta(days=1),
        after=days[-1][-1]
        if days[-1][-1].month != first.month
        else days[-1][-1] + datetime.timedelta(days=1),
        undated=selectors.number_undated(user=user, campaign=campaign),
        chosen=_chosen(user, chosen, by_day[chosen], beside, twice.get(chosen, {})) if chosen else None,
    )


def _read(text: str, form: str) -> datetime.date | None:
    try:
        found = datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        return None
    return found if 1900 < found.year < 9999 else None


def _day(
    date: datetime.date,
    month: datetime.date,
    rounds: list[Round],
    twice: dict[datetime.date, dict[int, set[Any]]],
) -> CalendarDay:
    return CalendarDay(
        date=date,
        meetings=[_meeting(round_) for round_ in rounds[:SHOWN]],
        more=max(0, len(rounds) - SHOWN),
        twice=len(twice.get(date, {})),
        is_of_month=date.month == month.month,
        is_today=date == timezone.localdate(),
    )


def _meeting(round_: Round) -> CalendarMeeting:
    page = "admin:rounds_round_change" if round_.is_editable else "secretariat:desk"
    return CalendarMeeting(
        title=round_.title,
        unit=round_.unit.name,
        begins=timezone.localtime(begins(round_)),
        state=round_.state,
        state_label=round_.get_state_display(),
        url=reverse(page, args=[round_.pk]),
    )


def _beside(user: User, round_: Round) -> CalendarMeeting:
    """Return a meeting of another campaign or secretary, with what this secretary may know of it."""
    meeting = _meeting(round_)
    if user.is_superuser or round_.unit_id in units_of(user, UnitRole.Role.SECRETARIAT):
        return replace(meeting, campaign=round_.campaign.name)
    return replace(meeting, title=_("another meeting"), unit="", url="")


def _chosen(
    user: User, date: datetime.date, rounds: list[Round], beside: list[Round], twice: dict[int, set[Any]]
) -> ChosenDay:
    named = {round_.pk: _meeting(round_) for round_ in rounds}
    named |= {round_.pk: _beside(user, round_) for round_ in beside if day_of(round_) == date}
    people = selectors.people_named(list(twice))
    shown = [
        PersonTwice(
            str(person),
            person.unit.name if person.unit else "",
            [meeting for pk, meeting in named.items() if pk in twice[person.pk]],
        )
        for person in people[:SHOWN_PEOPLE]
    ]
    return ChosenDay(
        date=date,
        meetings=[_meeting(round_) for round_ in rounds[:SHOWN_OF_DAY]],
        more_meetings=max(0, len(rounds) - SHOWN_OF_DAY),
        people=shown,
        more_people=max(0, len(twice) - SHOWN_PEOPLE),
    )
