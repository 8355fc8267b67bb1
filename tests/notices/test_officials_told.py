"""Officials who are voted on without being summoned are told that their meeting is moved or not held."""

import datetime
import operator

import pytest
from django.urls import reverse

from notices.models import Notice
from officials.models import User
from rounds.models import Line, Round
from rounds.services import announcing, ballot_lines, configuring, filing, moves
from tests.notices.notes import planned, work
from tests.notices.postbox import Postbox
from tests.remembered import recalled_in_tests
from tests.roles import make_official, make_user, only_secretary
from tests.usual import UsualPeople

pytestmark = pytest.mark.django_db
WHY = "Bão số 9"


@pytest.fixture
def meeting(db: None, postbox: Postbox) -> tuple[Round, User]:
    """A meeting of tomorrow with an official who is not on the roll; everybody has read the own mails."""
    return recalled_in_tests("announced to officials", _announced, operator.itemgetter(0))


@pytest.fixture
def announced(meeting: tuple[Round, User]) -> Round:
    return meeting[0]


@pytest.fixture
def official(meeting: tuple[Round, User]) -> User:
    return meeting[1]


def _announced() -> tuple[Round, User]:
    draft_round, official = UsualPeople().draft_round, make_user("Phạm Được Lấy")
    make_official(draft_round.unit, user=official)
    ballot_lines.propose_lines(round_id=draft_round.pk)
    officials = draft_round.lines.values_list("official", flat=True)
    clerk = only_secretary(draft_round.unit)
    filing.ask_for_dossiers(campaign=draft_round.campaign, officials=officials, actor=clerk)
    round_ = announcing.announce_round(round_id=planned(draft_round).pk, actor=None)
    _deliver()
    return round_, official


def _deliver() -> None:
    Notice.objects.filter(due_at__isnull=False).update(
        due_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    )
    work()


def test_a_request_for_a_dossier_that_waits_is_not_taken_back(draft_round: Round) -> None:
    clerk, campaign = only_secretary(draft_round.unit), draft_round.campaign
    asked = make_official(draft_round.unit, user=make_user())
    ballot_lines.propose_lines(round_id=draft_round.pk)
    filing.ask_for_dossiers(campaign=campaign, officials=[asked.pk], actor=clerk)
    round_ = announcing.announce_round(round_id=planned(draft_round).pk, actor=None)
    assert Notice.objects.get(kind="dossier_asked").state == "waiting"
    announcing.withdraw_announcement(round_id=round_.pk, actor=None, reason=WHY)
    assert Notice.objects.get(kind="dossier_asked").state == "waiting"


def last_to(person: User) -> Notice:
    return Notice.objects.filter(user=person).latest("pk")


def test_postponing_with_the_reason_and_the_page_of_the_last_days(announced: Round, official: User) -> None:
    assert announced.opens_at
    later = announced.opens_at + datetime.timedelta(days=7)
    announcing.postpone_round(round_id=announced.pk, actor=None, meets_at=later, reason=WHY)
    told = last_to(official)
    assert told.kind == "voted_on_moved"
    assert f"Lý do: {WHY}" in told.body
    assert reverse("rounds:own_dossiers") in told.body


def test_withdrawing(announced: Round, official: User) -> None:
    announcing.withdraw_announcement(round_id=announced.pk, actor=None, reason=WHY)
    assert (last_to(official).kind, WHY in last_to(official).body) == ("voted_on_ended", True)


def test_cancelling(announced: Round, official: User) -> None:
    moves.cancel_round(round_id=announced.pk, actor=None, reason=WHY)
    assert (last_to(official).kind, WHY in last_to(official).body) == ("voted_on_ended", True)


def test_a_voter_on_the_ballot_is_told_as_voter_only(announced: Round, official: User) -> None:
    configuring.add_electors(round_id=announced.pk, electors=[(official, "")], reason="Thiếu tên")
    _deliver()
    moves.cancel_round(round_id=announced.pk, actor=None, reason=WHY)
    assert last_to(official).kind == "meeting_cancelled"
    assert not Notice.objects.filter(user=official, kind="voted_on_ended").exists()


def test_a_voter_whose_summons_had_not_left_is_told_as_official(announced: Round, official: User) -> None:
    configuring.add_electors(round_id=announced.pk, electors=[(official, "")], reason="Thiếu tên")
    moves.cancel_round(round_id=announced.pk, actor=None, reason=WHY)
    assert last_to(official).kind == "voted_on_ended"


def test_an_official_who_was_told_nothing_is_not_told_now(announced: Round) -> None:
    other = make_user("Lê Chưa Biết")
    line = Line(round=announced, official=make_official(announced.unit, user=other))
    ballot_lines.save_line(line=line, reason="Bổ sung")
    moves.cancel_round(round_id=announced.pk, actor=None, reason=WHY)
    assert not Notice.objects.filter(user=other).exclude(state="withdrawn").exists()
