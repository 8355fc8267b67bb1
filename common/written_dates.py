"""Read dates as they are written in Vietnam: 5/2/2026, 05-02-2026, 5.2.2026, with a time if it is asked for.

`static/js/written_dates.js` reads the same texts for the words beside a field; `tests/written_dates.json`
holds both to the same answers.
"""

import re
from datetime import date, datetime, time

from django.utils.translation import gettext as _

_DAY = r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})"
_ISO = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
_CLOCK = r"(?P<hour>\d{1,2})(?::|\s*h\s*|\s*giờ\s*)(?P<minute>\d{2})?(?:\s*phút)?"
DAYS = [re.compile(form) for form in (_DAY, _ISO)]
MOMENTS = [
    re.compile(form)
    for form in (
        rf"{_DAY}[\s,]+{_CLOCK}",
        rf"{_CLOCK}[\s,]+(?:ngày\s+)?{_DAY}",
        rf"{_ISO}[\sT]+(?P<hour>\d{{2}}):(?P<minute>\d{{2}})",
    )
]
# A year outside is a slip of the finger, and sums with it would leave the calendar.
YEARS = range(1900, 2200)
SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)")


class Unreadable(ValueError):
    """The text is not a date, or could mean several; the message is a sentence for the reader."""


def read_day(text: str) -> date:
    """Return the day that `text` names. Raises `Unreadable`."""
    return _date(_parts(DAYS, text))


def read_moment(text: str) -> datetime:
    """Return day and time, without a zone. Raises `Unreadable`."""
    if any(form.fullmatch(_plain(text)) for form in DAYS):
        raise Unreadable(_("Add the time, such as %(example)s.") % {"example": f"{_plain(text)} 08:30"})
    parts = _parts(MOMENTS, text)
    try:
        clock = time(int(parts["hour"]), int(parts["minute"] or 0))
    except ValueError as fault:
        raise Unreadable(_("There is no such time. Write hours and minutes, such as 08:30.")) from fault
    return datetime.combine(_date(parts), clock)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _parts(forms: list[re.Pattern[str]], text: str) -> dict[str, str]:
    for form in forms:
        if found := form.fullmatch(_plain(text)):
            return found.groupdict()
    if SHORT_YEAR.search(text):
        raise Unreadable(_("Write the year with four digits, such as 05/02/2026."))
    if forms is MOMENTS:
        raise Unreadable(_("Write day/month/year and the time, such as 05/02/2026 08:30."))
    raise Unreadable(_("Write the date as day/month/year, such as 05/02/2026."))


def _date(parts: dict[str, str]) -> date:
    day, month, year = int(parts["day"]), int(parts["month"]), int(parts["year"])
    if year not in YEARS:
        raise Unreadable(
            _("%(year)04d is not a year from %(first)d to %(last)d.")
            % {"year": year, "first": YEARS[0], "last": YEARS[-1]}
        )
    try:
        return date(year, month, day)
    except ValueError as fault:
        if month > 12 >= day:
            sentence = _(
                "There is no month %(month)d. Write the day first: %(day)02d/%(other)02d/%(year)04d."
            )
            values = {"month": month, "day": month, "other": day, "year": year}
            raise Unreadable(sentence % values) from fault
        written = f"{day:02d}/{month:02d}/{year:04d}"
        raise Unreadable(_("%(date)s is not a day of the calendar.") % {"date": written}) from fault
