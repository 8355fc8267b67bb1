"""An act waits for a second person where a unit has two secretaries, and is done alone where it has one."""

import dataclasses
import datetime
from typing import Any

import pytest

from approvals import acts, selectors, services
from approvals.errors import ApprovalRefused
from approvals.models import ApprovalRequest
from audit.models import Entry
from officials.models import Unit, UnitRole, User
from rounds.errors import MoveRefused
from rounds.models import Round
from rounds.services import ballot_lines, configuring
from tests.approvals.asking import ask_to_freeze, come_to_end
from tests.roles import make_draft_round, make_official, make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db
State = ApprovalRequest.State


def state_of(round_: Round) -> str:
    return Round.objects.get(pk=round_.pk).state


def below(unit: Unit) -> Unit:
    return make_unit(parent=unit, authority=unit)


def test_alone_where_the_unit_has_one_secretary(secretary: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    assert (request.state, state_of(draft_round)) == (State.ALONE, Round.State.FROZEN)
    assert list(selectors.done_alone(draft_round)) == [request]
    entry = Entry.objects.get(act="approval.alone", subject_table="rounds_round")
    assert (entry.actor, entry.round_id) == (secretary, draft_round.pk)


def test_object_of_a_request_is_named_by_the_act(secretary: User, draft_round: Round) -> None:
    """Pages that list what hinders a deletion print it."""
    [named] = selectors.acted_on(ask_to_freeze(secretary, draft_round))
    assert str(named) == str(named.request) == "Chốt nội dung lấy phiếu"


def test_done_alone_runs_once(secretary: User, draft_round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    freezing, runs = acts.named("round.freeze"), []

    def run(round_: Round, **values: Any) -> None:
        runs.append(round_)
        freezing.run(round_, **values)

    monkeypatch.setitem(acts._acts, "round.freeze", dataclasses.replace(freezing, run=run))
    assert ask_to_freeze(secretary, draft_round).state == State.ALONE
    assert runs == [draft_round]


def test_second_secretary_is_made_by_the_only_one(secretary: User, unit: Unit) -> None:
    """The act makes the unit have two; whether two are needed is decided before."""
    person, values = make_user(unit=unit), {"unit": unit.pk, "role": "secretariat"}
    request = services.take(act="role.give", rows=[person], actor=secretary, values=values)
    assert (request.state, person.unit_roles.count()) == (State.ALONE, 1)


@pytest.mark.slow
def test_waits_and_is_done_by_the_second(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    assert (request.state, state_of(draft_round)) == (State.WAITING, "draft")
    assert list(selectors.waiting_for(user=second)) == [request]
    services.confirm(request_id=request.pk, actor=second)
    request.refresh_from_db()
    assert (request.state, request.decided_by, state_of(draft_round)) == (
        "confirmed",
        second,
        Round.State.FROZEN,
    )


def test_requester_cannot_confirm(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    with pytest.raises(ApprovalRefused, match="tự đề nghị"):
        services.confirm(request_id=request.pk, actor=secretary)
    assert list(selectors.waiting_for(user=secretary)) == []


def test_secretary_of_another_unit_neither_sees_nor_confirms(
    secretary: User, second: User, other_secretary: User, draft_round: Round
) -> None:
    request = ask_to_freeze(secretary, draft_round)
    with pytest.raises(ApprovalRefused):
        services.confirm(request_id=request.pk, actor=other_secretary)
    with pytest.raises(ApprovalRequest.DoesNotExist):
        selectors.request_for(user=other_secretary, pk=request.pk)


@pytest.mark.slow
def test_second_refuses_with_a_reason(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    with pytest.raises(ApprovalRefused, match="lý do"):
        services.refuse(request_id=request.pk, actor=second, answer=" ")
    services.refuse(request_id=request.pk, actor=second, answer="Thiếu một người")
    assert (state_of(draft_round), ApprovalRequest.objects.get().answer) == ("draft", "Thiếu một người")
    assert ask_to_freeze(secretary, draft_round).state == State.WAITING


@pytest.mark.slow
def test_same_act_is_asked_for_once(secretary: User, second: User, draft_round: Round) -> None:
    ask_to_freeze(secretary, draft_round)
    with pytest.raises(ApprovalRefused, match="đang chờ"):
        ask_to_freeze(second, draft_round)


def test_withdrawn_by_the_requester_only(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    with pytest.raises(ApprovalRefused):
        services.withdraw(request_id=request.pk, actor=second)
    services.withdraw(request_id=request.pk, actor=secretary)
    with pytest.raises(ApprovalRefused, match="đã được quyết định"):
        services.confirm(request_id=request.pk, actor=second)


@pytest.mark.slow
def test_ended_request_cannot_be_confirmed(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    come_to_end(request)
    with pytest.raises(ApprovalRefused, match="hết hạn"):
        services.confirm(request_id=request.pk, actor=second)
    assert services.expire_due() == 1
    assert ask_to_freeze(secretary, draft_round).state == State.WAITING


@pytest.mark.slow
@pytest.mark.parametrize("what", ["title", "roll", "line"])
def test_changed_draft_is_not_frozen(secretary: User, second: User, draft_round: Round, what: str) -> None:
    request = ask_to_freeze(secretary, draft_round)
    if what == "title":
        draft_round.title = "Hội nghị khác"
        configuring.save_round(round_=draft_round)
    elif what == "roll":
        configuring.add_electors(round_id=draft_round.pk, electors=[(secretary, "")])
    else:
        make_official(draft_round.unit)
        ballot_lines.propose_lines(round_id=draft_round.pk)
    with pytest.raises(ApprovalRefused, match="đã thay đổi"):
        services.confirm(request_id=request.pk, actor=second)
    assert state_of(draft_round) == "draft"


def test_role_taken_meanwhile_stops_the_request(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    UnitRole.objects.filter(user=secretary).delete()
    with pytest.raises(ApprovalRefused, match="không còn"):
        services.confirm(request_id=request.pk, actor=second)


def test_what_is_missing_is_refused_at_asking(secretary: User, second: User, unit: Unit) -> None:
    round_ = make_draft_round(unit, members=0)
    with pytest.raises(MoveRefused):
        ask_to_freeze(secretary, round_)
    assert not ApprovalRequest.objects.exists()


def test_second_reads_what_freezing_fixes(secretary: User, second: User, draft_round: Round) -> None:
    [shown] = ask_to_freeze(secretary, draft_round).shown
    fields = {name: after for name, _before, after in shown["changes"]}
    assert (shown["name"], fields["roll"]) == (draft_round.title, "6")
    assert "Nguyễn Văn Bình" in fields["lines"]
    assert "Phan Trưởng Ban" in fields["team"]
    assert not any(name.startswith("_") for name in fields)


def test_role_in_a_unit_below_does_not_escape_the_rule(secretary: User, second: User, unit: Unit) -> None:
    small = below(unit)
    UnitRole.objects.create(user=secretary, unit=small, role="secretariat")
    assert selectors.needs_second(user=secretary, units=[small.pk])
    assert not selectors.needs_second(user=make_secretary(make_unit()), units=[make_unit().pk])


@pytest.mark.slow
def test_thirty_rounds_are_one_confirmation(secretary: User, second: User, unit: Unit) -> None:
    rounds = [make_draft_round(below(unit), lines=1, voters=5, members=1) for _number in range(30)]
    request = ask_to_freeze(secretary, *rounds)
    assert [one["name"] for one in request.shown] == [round_.title for round_ in rounds]
    services.confirm(request_id=request.pk, actor=second)
    assert {state_of(round_) for round_ in rounds} == {Round.State.FROZEN}


@pytest.mark.slow
def test_one_of_many_that_cannot_be_frozen_is_named(secretary: User, second: User, unit: Unit) -> None:
    rounds = [make_draft_round(below(unit), lines=1, voters=5, members=members) for members in (1, 0)]
    with pytest.raises(ApprovalRefused, match=rounds[1].title):
        ask_to_freeze(secretary, *rounds)
    assert {state_of(round_) for round_ in rounds} == {"draft"}


def test_setting_lets_one_person_do_it(
    secretary: User, second: User, draft_round: Round, settings: Any
) -> None:
    settings.SECOND_PERSON = False
    assert ask_to_freeze(secretary, draft_round).state == State.ALONE


def test_request_ends_after_three_days(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    assert request.ends_at is not None
    assert request.ends_at - request.asked_at == datetime.timedelta(days=3)
