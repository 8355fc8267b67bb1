"""Dates are typed as day/month/year; what could mean something else is refused with a sentence."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from common.written_dates import Unreadable, read_day, read_moment
from officials.models import User
from secretariat.fields import DayField, MomentField

TABLE = json.loads((Path(__file__).parents[1] / "written_dates.json").read_text())


@pytest.mark.parametrize(("kind", "text", "expected"), TABLE)
def test_every_form_has_one_meaning_or_is_refused(kind: str, text: str, expected: str | None) -> None:
    read = read_day if kind == "day" else read_moment
    if expected is None:
        with pytest.raises(Unreadable):
            read(text)
    else:
        assert str(read(text))[:16] == expected.replace("T", " ")[: 10 if kind == "day" else 16]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_read_the_day_first(language: str) -> None:
    with translation.override(language):
        assert DayField().clean("5/2/2026") == date(2026, 2, 5)
        moment = MomentField().clean("5/2/2026 08:30")
    assert timezone.localtime(moment).replace(tzinfo=None) == datetime(2026, 2, 5, 8, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2/13/2026", "There is no month 13. Write the day first: 13/02/2026."),
        ("30/2/2026", "30/02/2026 is not a day of the calendar."),
        ("5/2/26", "Write the year with four digits, such as 05/02/2026."),
        ("5/2/0226", "0226 is not a year from 1900 to 2199."),
        ("mai", "Write the date as day/month/year, such as 05/02/2026."),
    ],
)
def test_refusals_say_what_to_write(text: str, sentence: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=sentence):
        DayField().clean(text)


def test_moment_without_a_time_is_refused() -> None:
    with (
        translation.override("en"),
        pytest.raises(ValidationError, match="Add the time, such as 5/2/2026 08:30"),
    ):
        MomentField().clean("5/2/2026")


@pytest.mark.django_db
def test_a_refused_date_keeps_the_form_filled(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    data = {"name": "Đợt lấy phiếu", "starts_on": "2/13/2026", "ends_on": "1.3.2026"}
    page = client.post(reverse("admin:rounds_campaign_add"), data, headers={"accept-language": "en"})
    assert "There is no month 13" in page.text
    assert 'value="2/13/2026"' in page.text
    assert 'value="1.3.2026"' in page.text
