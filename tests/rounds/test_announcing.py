"""A meeting is announced before it is frozen: what it asks for, who sees it, what may change afterwards."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from officials.models import User
from rounds.errors import MoveRefused, RoundError
from rounds.models import Elector, Line, Round
from rounds.selectors import rounds_for_committee, rounds_for_voter
from rounds.services import announcing, configuring, moves
from rounds.states import State
from tests.roles import announce, make_draft_round, make_official, make_user, make_users

pytestmark = pytest.mark.django_db


def voter_of(round_: Round) -> User:
    return round_.electors.select_related("user")[0].user


def member_of(round_: Round) -> User:
    return round_.committee.select_related("user")[0].user


def sight_of(user: User) -> list[str]:
    return [round_.state for round_ in rounds_for_voter(user=user)]


def test_announced_round_is_seen_by_voters_and_not_by_the_team(announced_round: Round) -> None:
    assert sight_of(voter_of(announced_round)) == ["announced"]
    assert not rounds_for_committee(user=member_of(announced_round)).exists()


def test_draft_is_seen_by_nobody_else(draft_round: Round) -> None:
    assert sight_of(voter_of(draft_round)) == []


def test_announcing_needs_no_team_chair_or_end() -> None:
    round_ = make_draft_round(members=0, chair_name="", chair_title="", **in_days(20))
    configuring_end(round_, None)
    assert announcing.announce_round(round_id=round_.pk, actor=None).is_announced


def configuring_end(round_: Round, closes_at: datetime.datetime | None) -> None:
    round_.closes_at = closes_at
    configuring.save_round(round_=round_)


def in_days(days: int) -> dict[str, Any]:
    opens = timezone.now() + datetime.timedelta(days=days)
    return {"opens_at": opens, "closes_at": opens + datetime.timedelta(hours=4)}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"place": ""}, "The place of the meeting is not set."),
        ({"opens_at": None}, "The time of the meeting is not set."),
        (in_days(-1), "The time of the meeting has already passed."),
    ],
)
def test_announcing_lists_what_is_missing(fields: dict[str, object], sentence: str, english: None) -> None:
    round_ = make_draft_round(**{**in_days(20), **fields})
    with pytest.raises(MoveRefused) as refused:
        announcing.announce_round(round_id=round_.pk, actor=None)
    assert [str(one.message) for one in refused.value.missing] == [sentence]


def test_ballot_and_roll_are_asked_for(english: None) -> None:
    round_ = make_draft_round(lines=0, voters=0, **in_days(20))
    with pytest.raises(MoveRefused) as refused:
        announcing.announce_round(round_id=round_.pk, actor=None)
    assert [one.where for one in refused.value.missing] == ["lines", "electors"]


def test_announcing_twice_does_nothing(announced_round: Round) -> None:
    again = announcing.announce_round(round_id=announced_round.pk, actor=None)
    assert again.announced_at == announced_round.announced_at


def test_announced_round_is_frozen_without_a_reason(announced_round: Round) -> None:
    actor = make_user()
    round_ = moves.freeze_round(round_id=announced_round.pk, actor=actor)
    assert (round_.state, round_.unannounced_reason) == (State.FROZEN, "")


def test_draft_is_frozen_with_a_reason_only(draft_round: Round) -> None:
    actor = make_user()
    with pytest.raises(RoundError, match=r"\w"):
        moves.freeze_round(round_id=draft_round.pk, actor=actor)
    round_ = moves.freeze_round(round_id=draft_round.pk, actor=actor, reason="Họp đột xuất")
    assert (round_.state, round_.unannounced_reason) == (State.FROZEN, "Họp đột xuất")


def test_announcement_is_withdrawn_with_a_reason_only(announced_round: Round) -> None:
    with pytest.raises(RoundError, match=r"\w"):
        announcing.withdraw_announcement(round_id=announced_round.pk, actor=None, reason=" ")
    round_ = announcing.withdraw_announcement(
        round_id=announced_round.pk, actor=None, reason="Sai hội trường"
    )
    assert round_.is_draft
    assert sight_of(voter_of(round_)) == []


def test_withdrawn_round_is_announced_again(announced_round: Round) -> None:
    announcing.withdraw_announcement(round_id=announced_round.pk, actor=None, reason="Sai hội trường")
    assert announce(announced_round).is_announced


def test_cancelled_announced_round_is_still_seen_by_its_voters(announced_round: Round) -> None:
    moves.cancel_round(round_id=announced_round.pk, actor=None, reason="Hoãn vô thời hạn")
    assert sight_of(voter_of(announced_round)) == ["cancelled"]
    assert not rounds_for_committee(user=member_of(announced_round)).exists()


def test_round_that_was_announced_is_never_deleted(announced_round: Round) -> None:
    announcing.withdraw_announcement(round_id=announced_round.pk, actor=None, reason="Sai hội trường")
    with pytest.raises(RoundError):
        configuring.remove_draft(round_id=announced_round.pk)
    with (
        pytest.raises(IntegrityError, match="told of it"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM rounds_round WHERE id = %s", [announced_round.pk])


def test_dossiers_are_noted_as_sent(announced_round: Round) -> None:
    days = set(Line.objects.filter(round=announced_round).values_list("dossier__sent_on", flat=True))
    assert days <= {None, timezone.localdate()}


def test_team_changes_freely_after_announcing(announced_round: Round) -> None:
    configuring.set_committee(round_id=announced_round.pk, members=make_users(3))
    moves.record_attendance(round_id=announced_round.pk, actor=None, present=4)
    assert announced_round.committee.count() == 3


def test_late_exemption_takes_a_line_off_with_a_reason(announced_round: Round) -> None:
    line = announced_round.lines.order_by("position")[0]
    official = line.official
    official.posts.update(retirement_notice_on=timezone.localdate())
    configuring.remove_part(part=line, reason="Có thông báo nghỉ công tác chờ nghỉ hưu")
    round_ = moves.freeze_round(round_id=announced_round.pk, actor=None)
    assert [row.official for row in round_.exemptions.all()] == [official]


def test_roll_changes_with_a_reason(announced_round: Round) -> None:
    new = make_user()
    with pytest.raises(RoundError, match=r"\w"):
        configuring.add_electors(round_id=announced_round.pk, electors=[(new, "")])
    assert configuring.add_electors(round_id=announced_round.pk, electors=[(new, "")], reason="Mới về") == 1


@pytest.mark.parametrize("column", ["place", "title"])
def test_meeting_changes_with_a_reason(announced_round: Round, column: str) -> None:
    setattr(announced_round, column, "Nơi khác")
    with pytest.raises(RoundError, match=r"\w"):
        configuring.save_round(round_=announced_round)
    configuring.save_round(round_=announced_round, reason="Sửa điện")
    assert getattr(Round.objects.get(pk=announced_round.pk), column) == "Nơi khác"


def test_chair_changes_freely(announced_round: Round) -> None:
    announced_round.chair_name = "Người Khác"
    configuring.save_round(round_=announced_round)
    assert Round.objects.get(pk=announced_round.pk).chair_name == "Người Khác"


def test_stale_page_does_not_withdraw_an_announcement() -> None:
    round_ = make_draft_round(**in_days(20))
    stale = Round.objects.get(pk=round_.pk)
    announcing.announce_round(round_id=round_.pk, actor=None)
    with pytest.raises(RoundError):
        configuring.save_round(round_=stale)
    assert Round.objects.get(pk=round_.pk).is_announced


def refused_by_database(change: object) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        change()  # type: ignore[operator]
    return str(refused.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


def test_database_refuses_changes_without_a_reason(announced_round: Round) -> None:
    rows = Round.objects.filter(pk=announced_round.pk)
    line, elector = announced_round.lines.all()[0], announced_round.electors.all()[0]
    changes = [
        lambda: rows.update(place="Nơi khác"),
        lambda: rows.update(opens_at=timezone.now()),
        lambda: rows.update(state=State.DRAFT),
        line.delete,
        lambda: line.linepost_set.all().delete(),
        elector.delete,
        lambda: Elector.objects.create(round=announced_round, user=make_user()),
        lambda: Line.objects.create(
            round=announced_round, official=make_official(announced_round.unit), position=9
        ),
    ]
    assert {refused_by_database(change) for change in changes} == {"round_change_needs_reason"}


def test_database_keeps_that_people_were_told(announced_round: Round) -> None:
    rows = Round.objects.filter(pk=announced_round.pk)
    assert refused_by_database(lambda: rows.update(announced_at=None)) == "round_announced_is_kept"
    frozen = {"state": State.FROZEN, "config": b"{}", "rule_set_copy": {}}
    draft = Round.objects.filter(pk=make_draft_round().pk)
    assert refused_by_database(lambda: draft.update(**frozen)) == "round_frozen_unannounced_has_reason"
