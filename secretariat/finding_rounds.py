"""Search of rounds in every list of the secretariat: by words, and by the day of the meeting."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from common.written_dates import Unreadable, read_day
from officials.search import matching
from rounds.models import Round


def rounds_found(rounds: QuerySet[Round], text: str, *columns: str) -> QuerySet[Round]:
    """Return the rounds with each word of `text` in one of the columns; a day (31/12/2026) is that of the meeting."""
    words, days = _days_among(text.split())
    for day in days:
        rounds = rounds.filter(opens_at__date=day)
    return matching(rounds, " ".join(words), *columns)


def _days_among(written: Iterable[str]) -> tuple[list[str], list[datetime.date]]:
    words, days = [], []
    for word in written:
        try:
            days.append(read_day(word))
        except Unreadable:
            words.append(word)
    return words, days
