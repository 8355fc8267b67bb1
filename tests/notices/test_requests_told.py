"""A request is told by mail to the people who may decide, and its end to the person who asked."""

import pytest
from django.urls import reverse
from pytest_django import Settings

from approvals import services
from notices.models import Notice
from officials.models import Unit, UnitRole, User
from officials.services import grant_role
from rounds.models import Round
from tests.approvals.asking import ask_to_freeze, come_to_end
from tests.notices.notes import work
from tests.notices.postbox import Postbox, running, use
from tests.roles import make_draft_round, make_secretary, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(unit: Unit) -> User:
    return make_secretary(unit, "Đoàn Thị Duyệt")


def told(kind: str) -> list[User]:
    return [row.user for row in Notice.objects.filter(kind=kind).order_by("pk")]


def test_second_person_is_told_and_not_the_one_who_asked(
    secretary: User, second: User, draft_round: Round
) -> None:
    request = ask_to_freeze(secretary, draft_round)
    row = Notice.objects.get(kind="request_waits")
    assert (row.user, row.unit, row.round) == (second, draft_round.unit, None)
    assert "Phạm Thư Ký đề nghị ông/bà duyệt" in row.body
    assert f"Đối với: {draft_round.title}." in row.body
    assert reverse("secretariat:approval", args=[request.pk]) in row.body


def test_nobody_is_told_what_one_person_did_alone(secretary: User, draft_round: Round) -> None:
    ask_to_freeze(secretary, draft_round)
    assert told("request_waits") == []


def test_reaches_the_mailbox(settings: Settings, secretary: User, second: User, draft_round: Round) -> None:
    box = Postbox()
    with running(box) as controller:
        use(settings, controller.port)
        ask_to_freeze(secretary, draft_round)
        work()
    assert box.addresses == [second.email]


@pytest.mark.slow
def test_confirmed_is_told_to_the_person_who_asked(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    services.confirm(request_id=request.pk, actor=second)
    assert told("request_confirmed") == [secretary]
    assert Notice.objects.get(kind="request_waits").state == "withdrawn"


def test_refused_is_told_with_the_reason(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    services.refuse(request_id=request.pk, actor=second, answer="Thiếu một người")
    row = Notice.objects.get(kind="request_refused")
    assert (row.user, "Lý do: Thiếu một người" in row.body) == (secretary, True)


def test_ended_without_an_answer_is_told(secretary: User, second: User, draft_round: Round) -> None:
    come_to_end(ask_to_freeze(secretary, draft_round))
    services.expire_due()
    assert told("request_ended") == [secretary]


def test_withdrawn_is_told_to_nobody(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    services.withdraw(request_id=request.pk, actor=secretary)
    assert {row.state for row in Notice.objects.filter(kind__startswith="request_")} == {"withdrawn"}


@pytest.mark.slow
def test_each_request_is_told_anew(secretary: User, second: User, draft_round: Round) -> None:
    for _time in range(2):
        services.withdraw(request_id=ask_to_freeze(secretary, draft_round).pk, actor=secretary)
    assert told("request_waits") == [second, second]


@pytest.mark.slow
def test_unit_above_is_told_where_nobody_nearer_may_decide(unit: Unit, secretary: User, second: User) -> None:
    """The secretary of two units asks about both; each has another secretary for itself only."""
    below = [make_unit(parent=unit, authority=unit) for _number in range(2)]
    asker = make_secretary(below[0])
    grant_role(user=asker, unit=below[1], role=UnitRole.Role.SECRETARIAT)
    others = [make_secretary(one) for one in below]
    ask_to_freeze(asker, *[make_draft_round(one) for one in below])
    assert set(told("request_waits")) == {secretary, second}
    assert not {*others} & {*told("request_waits")}


@pytest.mark.slow
def test_many_objects_are_counted(secretary: User, second: User, unit: Unit) -> None:
    units = [make_unit(parent=unit, authority=unit) for _number in range(5)]
    rounds = [make_draft_round(one, lines=1, title=f"Hội nghị {n}") for n, one in enumerate(units)]
    ask_to_freeze(secretary, *rounds)
    assert "Hội nghị 0; Hội nghị 1; Hội nghị 2; … (+2)." in Notice.objects.get().body


@pytest.mark.slow
def test_request_about_a_secret_round_is_told_on_paper(
    settings: Settings, secretary: User, second: User, unit: Unit
) -> None:
    settings.ISOLATED_INSTALLATION = True
    ask_to_freeze(secretary, make_draft_round(unit, marking=Round.Marking.SECRET, title="Hội nghị mật"))
    assert [row.state for row in Notice.objects.filter(kind="request_waits")] == ["to_print"]


def test_reader_of_english_is_told_in_english(secretary: User, second: User, draft_round: Round) -> None:
    User.objects.filter(pk=second.pk).update(language="en")
    ask_to_freeze(secretary, draft_round)
    assert Notice.objects.get().subject == "Waiting for you: Freeze the round"
