"""Announcing summons the roll; what is changed or taken back afterwards is told with the reason."""

import datetime

import pytest
from django.urls import reverse

from notices.models import Notice
from officials.models import User
from rounds.models import Elector, Round
from rounds.services import announcing, ballot_lines, configuring
from tests.notices.notes import planned, work
from tests.notices.postbox import Postbox
from tests.roles import make_official, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(draft_round: Round) -> Round:
    """A meeting of tomorrow, announced; nothing has left yet."""
    return announcing.announce_round(round_id=planned(draft_round).pk, actor=None)


@pytest.fixture
def told(announced: Round, postbox: Postbox) -> Round:
    """The same, and the mails are gone."""
    Notice.objects.update(due_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    work()
    return announced


def of(person: User) -> list[tuple[object, ...]]:
    return list(Notice.objects.filter(user=person).order_by("pk").values_list("kind", "state"))


def test_everybody_on_the_roll_is_summoned_with_the_address_of_the_list(
    announced: Round, voter: User
) -> None:
    assert Notice.objects.filter(kind="summons").count() == announced.electors.count()
    body = Notice.objects.get(user=voter).body
    assert reverse("ballots:vote", args=[announced.pk]) in body
    assert announced.place in body


def test_postponing_is_told_with_the_reason(told: Round, voter: User) -> None:
    assert told.opens_at
    later = told.opens_at + datetime.timedelta(days=7)
    announcing.postpone_round(round_id=told.pk, actor=None, meets_at=later, reason="Bão số 9")
    assert of(voter) == [("summons", "accepted"), ("meeting_moved", "waiting")]
    assert "Lý do: Bão số 9" in Notice.objects.get(user=voter, kind="meeting_moved").body
    moved = Round.objects.get(pk=told.pk)
    assert moved.opens_at == later
    assert moved.closes_at == told.closes_at + datetime.timedelta(days=7)  # type: ignore[operator]


def test_withdrawing_is_told_to_those_who_know(told: Round, voter: User) -> None:
    announcing.withdraw_announcement(round_id=told.pk, actor=None, reason="Sai hội trường")
    assert of(voter) == [("summons", "accepted"), ("summons_withdrawn", "waiting")]
    assert "Sai hội trường" in Notice.objects.get(user=voter, kind="summons_withdrawn").body


def test_withdrawing_at_once_tells_nobody(announced: Round, voter: User) -> None:
    announcing.withdraw_announcement(round_id=announced.pk, actor=None, reason="Sai hội trường")
    assert of(voter) == [("summons", "withdrawn")]


def test_announcing_again_summons_again(told: Round, voter: User) -> None:
    announcing.withdraw_announcement(round_id=told.pk, actor=None, reason="Sai hội trường")
    announcing.announce_round(round_id=told.pk, actor=None)
    assert [kind for kind, _state in of(voter)] == ["summons", "summons_withdrawn", "summons"]


def test_change_of_the_list_is_told_to_the_roll_and_the_official(told: Round, voter: User) -> None:
    newcomer = make_user("Người Mới")
    official = make_official(told.unit, "Phạm Văn Thêm", user=newcomer)
    line = told.lines.model(round=told, official=official)
    ballot_lines.save_line(line=line, reason="Bổ sung theo quyết định")
    assert of(newcomer) == [("ballot_changed", "waiting")]
    body = Notice.objects.get(user=voter, kind="ballot_changed").body
    assert "Bổ sung: Phạm Văn Thêm." in body
    assert "Lý do: Bổ sung theo quyết định" in body


def test_person_added_to_the_roll_is_summoned(told: Round) -> None:
    newcomer = make_user("Người Mới")
    configuring.add_electors(round_id=told.pk, electors=[(newcomer, "")], reason="Mới về")
    assert of(newcomer) == [("summons", "waiting")]


def test_person_taken_off_the_roll_is_told(told: Round, voter: User, another_voter: User) -> None:
    configuring.remove_part(part=Elector.objects.get(round=told, user=voter), reason="Đi công tác dài ngày")
    assert of(voter)[-1] == ("summons_ended", "waiting")
    assert of(another_voter) == [("summons", "accepted")]


def test_order_of_the_lines_is_told_to_nobody(told: Round) -> None:
    last = told.lines.order_by("-position")[0]
    last.position = 9
    ballot_lines.save_line(line=last, posts=last.posts.values_list("pk", flat=True), reason="Sắp lại")
    assert set(Notice.objects.values_list("kind", flat=True)) == {"summons"}
