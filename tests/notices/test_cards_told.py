"""The counting team is told of login cards after freezing, and of reports, once nothing holds their person."""

import datetime

import pytest
from django.utils import timezone

from ballots.events import SWEPT
from ballots.services import closing, telling_team, tidying
from notices import reminders
from notices.models import Notice
from officials.models import User
from rounds.models import CardReport, Round
from rounds.services.card_use import report_used
from rounds.services.noting import note_event
from tests.ballots import hall
from tests.roles import lock_out
from tests.rounds.cards import late_cards

pytestmark = pytest.mark.django_db


def told(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind).order_by("user__pk"))


def minute() -> None:
    reminders.remind_all(timezone.now())


def test_team_is_told_of_a_late_card(frozen_round: Round, secretary: User, voter: User, head: User) -> None:
    lock_out(voter)
    late_cards(frozen_round, secretary, voter)
    rows = told("late_cards")
    assert {row.user for row in rows} == {member.user for member in frozen_round.committee.all()}
    assert "đã in 1 giấy đăng nhập" in rows[0].body
    assert f"/committee/{frozen_round.pk}/" in rows[0].body
    assert voter.full_name not in rows[0].body


@pytest.mark.slow
def test_each_printing_is_told(frozen_round: Round, secretary: User, voter: User) -> None:
    lock_out(voter)
    for _time in range(2):
        late_cards(frozen_round, secretary, voter)
    assert len(told("late_cards")) == 2 * frozen_round.committee.count()


def test_report_before_the_vote_is_told_with_its_day(frozen_round: Round, voter: User) -> None:
    report_used(user=voter)
    minute()
    minute()
    rows = told("card_reported")
    assert {row.user for row in rows} == {member.user for member in frozen_round.committee.all()}
    assert len(rows) == frozen_round.committee.count()
    assert f"Ngày {timezone.localdate():%d/%m/%Y}" in rows[0].body
    assert voter.full_name not in rows[0].body


def test_report_during_the_vote_waits_until_the_round_is_tidied() -> None:
    round_ = hall.open_round(voters=6, lines=1)
    report_used(user=hall.voters(round_)[0])
    minute()
    assert told("card_reported") == []
    hall.vote(round_)
    closing.close_round(round_id=round_.pk, actor=None)
    tidying.erase_voting_order(round_id=round_.pk)
    minute()
    assert told("card_reported") == []
    note_event(round_, SWEPT, actor=None)
    minute()
    assert len(told("card_reported")) == round_.committee.count()


def test_old_reports_are_not_told_any_more(frozen_round: Round, voter: User) -> None:
    """Reports of a former release, of votes that are long over."""
    day = timezone.localdate() - datetime.timedelta(days=90)
    CardReport.objects.create(round=frozen_round, user=voter, reported_on=day)
    telling_team.tell_card_reports(timezone.now())
    assert told("card_reported") == []
