"""Many rounds are announced, frozen or postponed by a worker: all or none, once, and the person who asked is told."""

import dataclasses
import datetime
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.models import ApprovalRequest
from audit.models import Entry
from notices.models import Notice
from officials.models import UnitRole, User
from rounds.models import Round
from rounds.services import announcing
from rounds.steps import registry
from secretariat import tasks
from secretariat.models import Work
from secretariat.work import advancing, carrying, services
from tests.remembered import recalled_in_tests
from tests.roles import make_draft_round, make_secretary, make_unit
from tests.secretariat.many_works import address_of, carried_out, left_to_a_worker, page_of
from tests.usual import UsualPeople

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, secretary: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    left_to_a_worker(monkeypatch)
    client.force_login(secretary)
    return client


@pytest.fixture
def built(db: None) -> tuple[UsualPeople, list[Round]]:
    """The usual people and two drafts below their unit, the same in each test."""
    return recalled_in_tests("two drafts", _build, lambda made: made[0].unit)


def _build() -> tuple[UsualPeople, list[Round]]:
    people, opens = UsualPeople(), timezone.now() + datetime.timedelta(days=20)
    times: dict[str, Any] = {"opens_at": opens, "closes_at": opens + datetime.timedelta(hours=4)}
    above = people.secretary.unit
    units = [make_unit(parent=above, authority=above) for _number in range(2)]
    return people, [make_draft_round(unit, **times) for unit in units]


@pytest.fixture
def usual_people(built: tuple[UsualPeople, list[Round]]) -> UsualPeople:
    return built[0]


@pytest.fixture
def drafts(built: tuple[UsualPeople, list[Round]]) -> list[Round]:
    return built[1]


def announce_all(desk: Client) -> Any:
    return desk.post(reverse("secretariat:announcing"), {"everything": "2"})


def states(rounds: list[Round]) -> set[str]:
    return set(Round.objects.filter(pk__in=[one.pk for one in rounds]).values_list("state", flat=True))


def told() -> list[str]:
    return list(Notice.objects.filter(kind__startswith="work_").values_list("kind", flat=True))


def test_the_page_leaves_it_to_a_worker_and_shows_the_end(desk: Client, drafts: list[Round]) -> None:
    answer = announce_all(desk)
    work = Work.objects.get()
    assert answer.headers["location"] == address_of(work)
    assert states(drafts) == {"draft"}
    assert "0/2" in page_of(desk, work)
    work = carried_out()
    assert (work.state, states(drafts)) == ("done", {"announced"})
    assert "2 meetings are announced." in page_of(desk, work)
    assert told() == ["work_done"]


def test_few_rounds_are_taken_at_once(
    desk: Client, drafts: list[Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    left_to_a_worker(monkeypatch, above=2)
    announce_all(desk)
    assert states(drafts) == {"announced"}
    assert not Work.objects.exists()


@pytest.mark.slow
def test_the_second_person_confirms_by_a_worker_too(desk: Client, drafts: list[Round], unit: Any) -> None:
    other = make_secretary(unit, "Đoàn Thị Duyệt")
    announce_all(desk)
    work, request = carried_out(), ApprovalRequest.objects.get()
    assert (request.state, states(drafts)) == ("waiting", {"draft"})
    assert reverse("secretariat:approval", args=[request.pk]) in page_of(desk, work)
    second = Client()
    second.force_login(other)
    second.post(reverse("secretariat:approval_confirm", args=[request.pk]))
    assert states(drafts) == {"draft"}
    work = carried_out()
    assert (work.asked_by, states(drafts)) == (other, {"announced"})
    page = second.get(address_of(work)).headers["location"]
    assert page == reverse("secretariat:approval", args=[request.pk])


def test_the_act_and_its_check_run_once_for_each_round(
    desk: Client, drafts: list[Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[Any] = []
    checks: list[Round] = []
    announce, bound = announcing.announce_round, registry.binding("announce")

    def check(round_: Round) -> Any:
        checks.append(round_)
        return bound.guard(round_)

    def act(**sent: Any) -> Round:
        acts.append(sent)
        return announce(**sent)

    monkeypatch.setattr(announcing, "announce_round", act)
    monkeypatch.setitem(registry._bound, "announce", dataclasses.replace(bound, guard=check))
    announce_all(desk)
    carried_out()
    assert (len(acts), len(checks)) == (2, 2)


@pytest.mark.slow
def test_rounds_that_lack_something_are_named_and_the_others_go_on(
    desk: Client, drafts: list[Round], unit: Any
) -> None:
    lacking = make_draft_round(make_unit("Chi cục Thiếu", parent=unit, authority=unit), place="")
    english = {"accept-language": "en"}  # of the sentence that is kept
    desk.post(reverse("secretariat:announcing"), {"everything": "3"}, headers=english)
    work = carried_out()
    assert (work.state, states(drafts)) == ("failed", {"draft"})
    text = page_of(desk, work)
    assert "Nothing was done yet: 1 round lacks something." in text
    assert "Chi cục Thiếu" in text
    assert told() == ["work_failed"]
    desk.post(address_of(work), {"action": "again"})
    assert carried_out().total == 2
    assert (states(drafts), states([lacking])) == ({"announced"}, {"draft"})


def test_stopped_work_leaves_everything_as_it_was(
    desk: Client, drafts: list[Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advancing, "EVERY", 0)
    announce_all(desk)
    work, announce = Work.objects.get(), announcing.announce_round

    def stopped_after_it(**sent: Any) -> Round:
        done = announce(**sent)
        desk.post(address_of(work), {"action": "stop"})
        return done

    monkeypatch.setattr(announcing, "announce_round", stopped_after_it)
    work = carried_out()
    assert (work.state, states(drafts), told()) == ("stopped", {"draft"}, ["work_stopped"])
    assert "Nothing was changed." in page_of(desk, work)


def test_work_that_no_worker_has_begun_is_stopped(desk: Client, drafts: list[Round]) -> None:
    announce_all(desk)
    desk.post(address_of(Work.objects.get()), {"action": "stop"})
    assert carried_out().state == "stopped"
    desk.post(address_of(Work.objects.get()), {"action": "again"})
    carried_out()
    assert states(drafts) == {"announced"}


def test_a_second_delivery_does_nothing(desk: Client, drafts: list[Round]) -> None:
    announce_all(desk)
    work, entries = carried_out(), Entry.objects.count()
    tasks.carry_out(str(work.pk))
    assert (Entry.objects.count(), told()) == (entries, ["work_done"])


def test_an_outage_leaves_it_for_the_minute(
    desk: Client, drafts: list[Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    announce_all(desk)
    work = Work.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr("secretariat.work.acts.RUN", {"take": fails_with(OperationalError("x"))})
        with pytest.raises(OperationalError):
            carrying.carry_out(work_id=work.pk)
    sent: list[Any] = []
    monkeypatch.setattr(services, "send", sent.append)
    tasks.every_minute()
    assert sent == [work.pk]


def test_an_error_that_nobody_foresaw_says_what_to_do(
    desk: Client, drafts: list[Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    announce_all(desk)
    monkeypatch.setattr("secretariat.work.acts.RUN", {"take": fails_with(ZeroDivisionError())})
    work = Work.objects.get()
    with pytest.raises(ZeroDivisionError):
        carrying.carry_out(work_id=work.pk)
    text = page_of(desk, work)
    assert "Thử lại" in text or "Try again" in text
    assert told() == ["work_failed"]


def fails_with(error: Exception) -> Any:
    def fail(*_args: object) -> None:
        raise error

    return fail


def test_a_person_who_lost_the_right_meanwhile_does_nothing(
    desk: Client, drafts: list[Round], secretary: User
) -> None:
    announce_all(desk)
    UnitRole.objects.filter(user=secretary).update(ends_on=datetime.date(2020, 1, 1), starts_on=None)
    assert (carried_out().state, states(drafts)) == ("failed", {"draft"})


def test_work_is_seen_by_the_person_who_asked_only(desk: Client, drafts: list[Round], unit: Any) -> None:
    announce_all(desk)
    work = Work.objects.get()
    assert address_of(work) in desk.get(reverse("secretariat:approvals")).text
    other = Client()
    other.force_login(make_secretary(unit))
    for address in (address_of(work), reverse("secretariat:work_status", args=[work.pk])):
        assert other.get(address).status_code == 404


def test_the_script_reads_how_far_it_is(desk: Client, drafts: list[Round]) -> None:
    announce_all(desk)
    work = Work.objects.get()
    advancing.RowsDone(work.pk)(1)
    told_to_it = desk.get(reverse("secretariat:work_status", args=[work.pk])).json()
    assert told_to_it == {"state": "running", "done": 1, "total": 2}
