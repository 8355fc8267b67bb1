"""Two people decide at the same moment: one answer counts, and the act that was shown is the one that is done."""

from collections.abc import Callable

import pytest

from approvals import services
from approvals.errors import ApprovalRefused
from approvals.models import ApprovalRequest
from common.refusals import Refusal
from officials.models import Unit, User
from rounds.models import Round
from rounds.services import configuring
from tests.approvals.asking import ask_to_freeze
from tests.roles import make_draft_round, make_secretary, make_unit, make_user
from tests.rounds.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)
ATTEMPTS = [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))]


class Two:
    """A request of one secretary, and two others of the unit."""

    def __init__(self) -> None:
        unit: Unit = make_unit(authority=make_unit())
        self.asker, self.second, self.third = (make_secretary(unit) for _number in range(3))
        self.round = make_draft_round(unit, lines=1)
        self.request = ask_to_freeze(self.asker, self.round)

    def confirm(self, user: User) -> Callable[[], object]:
        return refusable(lambda: services.confirm(request_id=self.request.pk, actor=user))

    def state(self) -> tuple[str, str]:
        request = ApprovalRequest.objects.get(pk=self.request.pk)
        return request.state, Round.objects.get(pk=self.round.pk).state


def refusable(action: Callable[[], object]) -> Callable[[], object]:
    def act() -> object:
        try:
            return action()
        except Refusal as refusal:
            return refusal

    return act


@pytest.mark.slow
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_two_confirmations(attempt: int) -> None:
    two = Two()
    found = together(two.confirm(two.second), two.confirm(two.third))
    assert sum(isinstance(one, ApprovalRefused) for one in found) == 1
    assert two.state() == ("confirmed", "sealed")


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_confirm_against_withdraw(attempt: int) -> None:
    two = Two()
    withdraw = refusable(lambda: services.withdraw(request_id=two.request.pk, actor=two.asker))
    found = together(two.confirm(two.second), withdraw)
    assert sum(isinstance(one, ApprovalRefused) for one in found) == 1
    assert two.state() in (("confirmed", "sealed"), ("withdrawn", "draft"))


@pytest.mark.slow
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_confirm_against_a_change_of_the_draft(attempt: int) -> None:
    two, late = Two(), make_user()
    add = refusable(lambda: configuring.add_electors(round_id=two.round.pk, electors=[(late, "")]))
    together(two.confirm(two.second), add)
    on_roll = Round.objects.get(pk=two.round.pk).electors.count()
    assert (two.state(), on_roll) in ((("confirmed", "sealed"), 6), (("waiting", "draft"), 7))


@pytest.mark.slow
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_same_act_asked_by_two_at_once(attempt: int) -> None:
    unit = make_unit(authority=make_unit())
    people = [make_secretary(unit) for _number in range(2)]
    round_ = make_draft_round(unit, lines=1)
    asks = [refusable(lambda one=one: ask_to_freeze(one, round_)) for one in people]  # type: ignore[misc]
    found = together(*asks)
    assert sum(isinstance(one, ApprovalRefused) for one in found) == 1
    assert ApprovalRequest.objects.count() == 1
