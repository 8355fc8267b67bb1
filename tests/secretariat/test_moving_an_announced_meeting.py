"""An announced meeting is moved by postponing only, so that no page moves it without the second person."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import Unit
from rounds.errors import RoundError
from rounds.models import Round
from rounds.services import configuring
from rounds.told import POSTPONE_INSTEAD
from tests.roles import announce, make_draft_round
from tests.secretariat.two_people import opened, sent

pytestmark = pytest.mark.django_db
WHY = {"reason": "Bão số 9"}
TIMES = ("meets_at", "opens_at", "closes_at")


def coming(unit: Unit, **times: int) -> Round:
    """Return an announced meeting of the unit; `times` are hours after eight o'clock in twenty days."""
    day = timezone.localtime() + datetime.timedelta(days=20)
    begins = day.replace(hour=8, minute=0, second=0, microsecond=0)
    hours = {name: begins + datetime.timedelta(hours=hour) for name, hour in times.items()}
    return announce(make_draft_round(unit, **hours))  # type: ignore[arg-type]


def times_of(round_: Round) -> list[Any]:
    stored = Round.objects.get(pk=round_.pk)
    return [getattr(stored, name) for name in TIMES]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("times", "fixed"),
    [
        ({"meets_at": 0, "opens_at": 1, "closes_at": 2}, ("meets_at",)),
        ({"opens_at": 1, "closes_at": 2}, ("meets_at", "opens_at")),
    ],
)
def test_page_leads_to_postponing_instead(
    desk: Client, unit: Unit, times: dict[str, int], fixed: tuple[str, ...]
) -> None:
    round_ = coming(unit, **times)
    page = desk.get(reverse("admin:rounds_round_change", args=[round_.pk]))
    assert page.context["adminform"].readonly_fields == fixed
    address = f"{reverse('secretariat:desk', args=[round_.pk])}?form=postpone#desk-change"
    assert f'{POSTPONE_INSTEAD} <a href="{address}">' in page.text
    assert '<details class="correction" open>' in desk.get(address).text


@pytest.mark.slow
def test_vote_opens_at_another_hour_with_a_reason_and_on_no_other_day(desk: Client, unit: Unit) -> None:
    round_ = coming(unit, meets_at=0, opens_at=1, closes_at=3)
    before, form = times_of(round_), opened(desk, round_)
    opens: datetime.datetime = timezone.localtime(before[1])
    later = opens + datetime.timedelta(days=1)
    days = {"opens_at": f"{later:%d/%m/%Y} 09:00", "closes_at": f"{later:%d/%m/%Y} 11:00"}
    refused = sent(desk, round_, form, **days, **WHY)
    assert refused.context["adminform"].form.errors == {"opens_at": [str(POSTPONE_INSTEAD)]}
    assert (times_of(round_), WHY["reason"] in refused.text) == (before, True)
    assert sent(desk, round_, form, opens_at=f"{opens:%d/%m/%Y} 09:30", **WHY).status_code == 302
    assert times_of(round_) == [before[0], opens.replace(minute=30), before[2]]


@pytest.mark.parametrize("moved", [{"meets_at": -1}, {"meets_at": None}, {"opens_at": -24}])
def test_service_refuses_to_move_it(unit: Unit, moved: dict[str, int | None]) -> None:
    round_ = coming(unit, meets_at=0, opens_at=1, closes_at=3)
    before = times_of(round_)
    for name, hours in moved.items():
        moment = None if hours is None else getattr(round_, name) + datetime.timedelta(hours=hours)
        setattr(round_, name, moment)
    with pytest.raises(RoundError, match=str(POSTPONE_INSTEAD)):
        configuring.save_round(round_=round_, reason="Bão số 9")
    assert times_of(round_) == before
