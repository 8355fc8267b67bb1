"""The counting team is asked to lock the box, and only members who have not are reminded."""

import datetime

import pytest
from django.utils import timezone

from ballots.services import telling_team
from notices import tasks
from notices.models import Notice
from officials.models import User
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall, team
from tests.roles import make_draft_round

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def frozen(opens_in: datetime.timedelta, **options: object) -> Round:
    opens = timezone.now() + opens_in
    draft = make_draft_round(opens_at=opens, closes_at=opens + HOUR, **options)  # type: ignore[arg-type]
    return moves.freeze_round(round_id=draft.pk, actor=None)


def remind(at: datetime.datetime) -> None:
    telling_team.remind_to_lock(at)


def reminded() -> list[User]:
    rows = Notice.objects.filter(kind="lock_box_reminder").select_related("user")
    return [row.user for row in rows.order_by("pk")]


def test_freezing_asks_each_member(draft_round: Round, head: User, members: list[User]) -> None:
    moves.freeze_round(round_id=draft_round.pk, actor=None)
    rows = Notice.objects.filter(kind="lock_box")
    assert {row.user for row in rows} == {head, *members}
    assert {f"/committee/{draft_round.pk}/" in row.body for row in rows} == {True}


@pytest.mark.slow
def test_members_are_reminded_a_day_and_three_hours_before() -> None:
    round_ = frozen(48 * HOUR, members=2)
    for hours, told in ((23, 0), (25, 2), (30, 2), (46, 4), (47, 4)):
        remind(timezone.now() + hours * HOUR)
        assert len(reminded()) == told
    assert {row.round for row in Notice.objects.filter(kind="lock_box_reminder")} == {round_}


@pytest.mark.slow
def test_member_who_has_locked_is_not_reminded() -> None:
    devices = hall.devices_of_team(frozen(48 * HOUR, members=3))
    team.run(devices, until="accept")
    for device in devices[:2]:
        device.post("confirm")
    remind(timezone.now() + 30 * HOUR)
    assert reminded() == [devices[2].user]


@pytest.mark.slow
def test_locked_box_withdraws_what_was_not_sent() -> None:
    round_ = frozen(48 * HOUR, members=3)
    team.run(hall.devices_of_team(round_))
    rows = Notice.objects.filter(round=round_, kind="lock_box")
    assert {row.state for row in rows} == {Notice.State.WITHDRAWN}
    assert rows.filter(due_at=None).count() == rows.count() == 3


@pytest.mark.slow
def test_locked_box_reminds_nobody() -> None:
    hall.locked(frozen(48 * HOUR, members=1))
    remind(timezone.now() + 30 * HOUR)
    assert reminded() == []


def test_team_that_was_asked_within_the_day_is_reminded_later() -> None:
    frozen(10 * HOUR, members=1)
    remind(timezone.now())
    assert reminded() == []
    remind(timezone.now() + 8 * HOUR)
    assert len(reminded()) == 1


def test_cancelled_round_reminds_nobody() -> None:
    round_ = frozen(48 * HOUR)
    moves.cancel_round(round_id=round_.pk, actor=None, reason="Bão")
    remind(timezone.now() + 30 * HOUR)
    assert reminded() == []
    assert set(Notice.objects.values_list("state", flat=True)) == {"withdrawn"}


@pytest.mark.slow
def test_task_of_each_minute_reminds(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(48 * HOUR, members=1)
    later = timezone.now() + 30 * HOUR
    monkeypatch.setattr(timezone, "now", lambda: later)
    tasks.every_minute()
    assert len(reminded()) == 1
