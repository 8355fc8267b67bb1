"""Dates are read and written with the day first, in both languages."""

import datetime

import pytest
from django import forms
from django.utils import formats, translation

FIFTH_OF_FEBRUARY = datetime.date(2026, 2, 5)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("written", ["05/02/2026", "5/2/2026", "2026-02-05"])
def test_day_before_month(language: str, written: str) -> None:
    with translation.override(language):
        assert forms.DateField(localize=True).clean(written) == FIFTH_OF_FEBRUARY
        assert formats.date_format(FIFTH_OF_FEBRUARY, "SHORT_DATE_FORMAT") == "05/02/2026"


def test_vietnamese_in_words() -> None:
    with translation.override("vi"):
        assert formats.date_format(FIFTH_OF_FEBRUARY) == "ngày 05 tháng 2 năm 2026"


@pytest.mark.parametrize("written", ["13/13/2026", "31/02/2026"])
def test_no_such_day_is_refused(written: str) -> None:
    with pytest.raises(forms.ValidationError):
        forms.DateField(localize=True).clean(written)


@pytest.mark.parametrize(
    ("language", "written"), [("vi", "14 giờ 05 phút, ngày 05/02/2026"), ("en", "14:05, 05/02/2026")]
)
def test_a_moment_inside_a_sentence(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(datetime.datetime(2026, 2, 5, 14, 5), "MOMENT_FORMAT") == written  # noqa: DTZ001
