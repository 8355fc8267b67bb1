"""At each state of a meeting every press that is not due is refused and changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ballots.models import CastBallot, HeadRequest, HeadStatement, IssuedBallot
from ballots.protocol import statements
from ballots.services import closing, stating
from rounds import steps
from rounds.models import Attendance, Round
from rounds.states import Actor
from tests.ballots import hall
from tests.ballots.team import TeamDevice
from tests.results import count
from tests.roles import make_frozen_round, only_secretary

pytestmark = pytest.mark.django_db
OPTIONS = {"lines": 1, "voters": 8, "members": 2}


def with_too_few() -> Round:
    round_ = hall.open_round(**OPTIONS)
    hall.vote(round_, 2)
    return round_


def with_somebody_out() -> Round:
    round_ = hall.open_round(**OPTIONS)
    hall.vote(round_, 6)
    closing.end_issuing(round_id=round_.pk, actor=None)
    return round_


# How each state is reached, and the main actions that are due in it.
STATES: dict[str, tuple[Callable[[], Round], set[str]]] = {
    "frozen": (lambda: make_frozen_round(None, **OPTIONS), set()),
    "locked": (lambda: hall.locked_round(**OPTIONS), set()),
    "opened": (lambda: hall.open_round(**OPTIONS), set()),
    "with too few ballots": (with_too_few, set()),
    "issuing ended": (with_somebody_out, {"close"}),
    "closed": (lambda: count.added(members=2), set()),
    "counted": (lambda: count.counted(members=2), set()),
    "certified": (lambda: count.certified(members=2), {"publish"}),
}
# Twenty refused presses take more than a second in each state.
SOME = [name if name == "opened" else pytest.param(name, marks=pytest.mark.slow) for name in STATES]
ACTIONS = [step.name for step in steps.STEPS if Actor.SECRETARY in step.takers]


def secretary_of(round_: Round) -> Client:
    client = Client()
    client.force_login(only_secretary(round_.unit))
    return client


def seen(round_: Round) -> Any:
    """Everything that a wrong press could destroy."""
    rows = [rows.filter(round=round_).count() for rows in (IssuedBallot.objects, CastBallot.objects)]
    asked = [
        HeadRequest.objects.filter(round=round_).count(),
        HeadStatement.objects.filter(round=round_).count(),
    ]
    fresh = Round.objects.get(pk=round_.pk)
    present = list(Attendance.objects.filter(pk=round_.pk).values_list("present"))
    return fresh.state, fresh.issuing_ended_at, fresh.zero_at, fresh.is_paused, present, rows, asked


def press(client: Client, round_: Round, name: str, **fields: object) -> int:
    return client.post(reverse(f"secretariat:{name}", args=[round_.pk]), fields).status_code


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME)
def test_no_wrong_press_on_the_desk_changes_anything(name: str) -> None:
    make, due = STATES[name]
    round_ = make()
    client, before = secretary_of(round_), seen(round_)
    for action in ACTIONS:
        if action in due or action == "resume":  # resuming what is not paused does nothing
            continue
        assert press(client, round_, "desk_move", action=action) in (302, 400, 409), action
        assert seen(round_) == before, action
    for wrong in ({"reason": "", "title": round_.title}, {"reason": "Hoãn", "title": "khác"}):
        assert press(client, round_, "desk_cancel", **wrong) == 400
    for number in ("-1", "900", "x", ""):
        assert press(client, round_, "desk_attendance", present=number) == 400
        assert press(client, round_, "desk_correction", present=number, reason="Đếm lại") == 400
    assert press(client, round_, "desk_withdrawal") == 409
    assert press(client, round_, "desk_stop") == (302 if round_.is_before else 409)
    assert seen(round_) == before


@pytest.mark.parametrize("name", STATES)
def test_no_statement_out_of_turn_is_taken(name: str) -> None:
    round_ = STATES[name][0]()
    before = seen(round_)
    contents = [statements.close(6, 6, 8), statements.present(8, 7, "Đếm lại")]
    contents += [statements.zero()] if name == "frozen" else []  # later, repeating it does nothing
    for device in hall.devices_of_team(round_):
        for content in contents:
            with pytest.raises(stating.StatementRefused):
                send(round_, device, content)
    assert seen(round_) == before


def send(round_: Round, device: TeamDevice, content: dict[str, Any]) -> None:
    """Sign and send it; before the box is locked no device can sign, so send a filler."""
    if round_.election_id:
        device.state(content)
        return
    stating.state(user=device.user, round_id=device.round_id, content=content, signature="00" * 64)
