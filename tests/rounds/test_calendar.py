"""Last days of many rounds and campaigns: which are near, which have passed, which are done."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from officials import services as officials_services
from officials.models import Dossier, Unit, User
from rounds.calendar import LastDay, last_days
from rounds.models import Round
from rounds.services.moves import cancel_round, freeze_round
from tests.dossiers import file_dossiers
from tests.roles import make_campaign, make_draft_round, make_round

pytestmark = pytest.mark.django_db
TASKS = ("dossier_due_days", "dossier_sent_days", "questions_due_days", "answers_due_days", "meeting")


def in_days(number: int) -> dict[str, Any]:
    opens = timezone.now() + datetime.timedelta(days=number)
    return {"opens_at": opens, "closes_at": opens + datetime.timedelta(hours=1)}


def late(user: User) -> list[tuple[str, int]]:
    """Return the tasks that are late with their days from today."""
    return [(row.task, (row.day - timezone.localdate()).days) for row in last_days(user).late]


def coming(user: User) -> list[tuple[str, int]]:
    """Return the tasks that are near with their days from today."""
    return [(row.task, (row.day - timezone.localdate()).days) for row in last_days(user).coming]


def one(found: list[LastDay], task: str) -> LastDay:
    return next(row for row in found if row.task == task)


def note_filing(round_: Round) -> None:
    """Note today as the day on which each dossier of the round was filed."""
    for dossier in Dossier.objects.filter(lines__round=round_):
        dossier.filed_on = timezone.localdate()
        officials_services.save(row=dossier)


@pytest.fixture
def yearly(unit: Unit) -> Any:
    """A campaign that does not end soon."""
    return make_campaign(unit, ends_on=timezone.localdate() + datetime.timedelta(days=300))


def test_days_are_counted_back_from_the_meeting(unit: Unit, secretary: User, yearly: Any) -> None:
    make_round(unit, campaign=yearly, **in_days(25))
    assert coming(secretary) == list(zip(TASKS, (5, 10, 15, 22, 25), strict=True))
    assert late(secretary) == []


def test_a_month_is_looked_ahead(unit: Unit, secretary: User, yearly: Any) -> None:
    make_round(unit, campaign=yearly, **in_days(50))
    make_round(unit, campaign=yearly, **in_days(51))
    assert coming(secretary) == [("dossier_due_days", 30)]


def test_rounds_of_one_day_are_one_row(unit: Unit, secretary: User, yearly: Any) -> None:
    for title in ("B", "A"):
        make_round(unit, campaign=yearly, title=title, **in_days(25))
    row = one(last_days(secretary).coming, "meeting")
    assert (row.number, row.title, row.meeting, row.is_editable) == (2, "A", row.day, True)


def test_papers_that_lack_their_day_are_late(unit: Unit, secretary: User, yearly: Any) -> None:
    round_ = make_draft_round(unit, campaign=yearly, **in_days(16))
    file_dossiers(round_)
    assert late(secretary) == [("dossier_due_days", -4)]
    assert one(last_days(secretary).late, "dossier_due_days").owed == 3
    note_filing(round_)
    assert late(secretary) == []


def test_dossiers_that_are_noted_are_no_longer_to_come(unit: Unit, secretary: User, yearly: Any) -> None:
    round_ = make_draft_round(unit, campaign=yearly, **in_days(25))
    file_dossiers(round_)
    assert one(last_days(secretary).coming, "dossier_due_days").owed == 3
    note_filing(round_)
    assert "dossier_due_days" not in dict(coming(secretary))


def test_meeting_that_was_not_held_is_late_until_it_is_cancelled(
    unit: Unit, secretary: User, yearly: Any
) -> None:
    round_ = make_draft_round(unit, campaign=yearly, lines=0, **in_days(-2))
    assert ("meeting", -2) in late(secretary)
    cancel_round(round_id=round_.pk, actor=secretary, reason="Hoãn")
    assert late(secretary) == []


@pytest.mark.slow
def test_frozen_round_keeps_the_days_it_was_frozen_with(unit: Unit, secretary: User, yearly: Any) -> None:
    round_ = make_draft_round(unit, campaign=yearly, **in_days(25))
    freeze_round(round_id=round_.pk, actor=None)
    type(round_.rule_set).objects.filter(pk=round_.rule_set_id).update(dossier_due_days=24)
    assert coming(secretary)[0] == ("dossier_due_days", 5)


def test_end_of_a_campaign_counts_while_meetings_are_to_be_held(unit: Unit, secretary: User) -> None:
    soon = timezone.localdate() + datetime.timedelta(days=7)
    make_campaign(unit, ends_on=soon)
    make_round(
        unit, campaign=make_campaign(unit, ends_on=soon, name="Đợt năm nay"), opens_at=None, closes_at=None
    )
    [row] = last_days(secretary).coming
    assert (row.task, row.title, row.number, row.day) == ("campaign", "Đợt năm nay", 1, soon)


def test_days_of_other_units_are_not_told(unit: Unit, other_secretary: User, yearly: Any) -> None:
    make_round(unit, campaign=yearly, **in_days(25))
    assert coming(other_secretary) == []


@pytest.mark.parametrize("rounds", [1, 5])
def test_two_queries_for_any_number_of_rounds(
    rounds: int, draft_round: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keeper = User(is_superuser=True)
    for days in range(rounds):
        make_round(draft_round.unit, campaign=draft_round.campaign, **in_days(days))
    with django_assert_num_queries(2):
        last_days(keeper)
