"""Many rows of a list are shown and changed by a worker, with the laws of a change on the page itself."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from notices.models import Notice
from officials.models import Unit, User
from rounds.models import Round
from rounds.services import moves
from secretariat.models import Selection, Work
from secretariat.work import advancing
from tests.roles import announce, make_draft_round, make_round, make_unit
from tests.secretariat.listing.list_requests import begin, change, places
from tests.secretariat.many_works import address_of, carried_out, left_to_a_worker, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    left_to_a_worker(monkeypatch, above=2)


def test_the_preview_is_made_by_a_worker_and_changes_nothing(
    desk: Client, units: list[Unit], address: str
) -> None:
    answer = change(desk, address, confirmed=False, place="Huế", reason="Sáp nhập tỉnh")
    work = Work.objects.get()
    assert answer.headers["location"] == address_of(work)
    assert desk.get(address).headers["location"] == address_of(work)
    carried_out()
    assert desk.get(address_of(work)).headers["location"] == address
    page: Any = desk.get(address)
    assert page.context["preview"].changed == 3
    assert "Sáp nhập tỉnh" in page.text
    assert places(units) == {"Hà Nội"}
    assert not Notice.objects.exists()


def test_a_worker_changes_the_rows_in_one_act_of_the_log(
    desk: Client, secretary: User, units: list[Unit], address: str
) -> None:
    before = Entry.objects.latest("pk").pk
    change(desk, address, place="Huế", reason="Sáp nhập tỉnh")
    work = carried_out()
    assert places(units) == {"Huế"}
    entry = Entry.objects.get(pk__gt=before)
    assert (entry.act, entry.actor) == ("list.edit", secretary)
    assert desk.get(address_of(work)).headers["location"] == address
    assert desk.get(address).context["outcome"].changed == 3
    assert [one.kind for one in Notice.objects.all()] == ["work_done"]


def test_rows_that_are_skipped_are_named_at_the_end(desk: Client, units: list[Unit], address: str) -> None:
    change(desk, address, parent=str(units[0].pk))
    carried_out()
    outcome = desk.get(address).context["outcome"]
    assert (outcome.changed, [name for name, _why in outcome.skipped]) == (2, ["Phòng 0"])
    assert "1" in Notice.objects.get().body


def test_stopping_changes_nothing_and_keeps_what_was_entered(
    desk: Client, units: list[Unit], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advancing, "EVERY", 0)
    change(desk, address, place="Huế")
    desk.post(address_of(Work.objects.get()), {"action": "stop"})
    work = carried_out()
    assert (work.state, places(units)) == ("stopped", {"Hà Nội"})
    assert address in page_of(desk, work)
    assert 'value="Huế"' in desk.get(address).text
    change(desk, address, place="Vinh")
    carried_out()
    assert places(units) == {"Vinh"}


def test_pressing_twice_is_one_work(desk: Client, units: list[Unit], address: str) -> None:
    change(desk, address, place="Huế")
    change(desk, address, place="Vinh")
    assert Work.objects.count() == 1
    carried_out()
    change(desk, address, place="Vinh")
    assert (Work.objects.count(), places(units)) == (1, {"Huế"})


def test_what_is_unclear_is_asked_before_a_worker_begins(desk: Client, address: str) -> None:
    page = desk.post(address, {"change_place": "on", "place": "", "confirmed": "yes"})
    assert page.status_code == 400
    assert not Work.objects.exists()


@pytest.mark.slow
def test_rounds_through_their_own_service(desk: Client, secretary: User, unit: Unit) -> None:
    frozen = make_draft_round(make_unit(parent=unit, authority=unit))
    known = announce(make_draft_round(make_unit(parent=unit, authority=unit)))
    rounds = [make_round(unit), frozen, known]
    address = begin(desk, "rounds_round", rounds)
    moves.freeze_round(round_id=frozen.pk, actor=secretary, reason="Họp gấp")
    change(desk, address, place="Hội trường B", reason="Bão số 9")
    carried_out()
    outcome = (Selection.objects.get().outcome or {})["skipped"]
    assert [frozen.title in name for name, _why in outcome] == [True]
    assert [Round.objects.get(pk=one.pk).place for one in (rounds[0], known)] == ["Hội trường B"] * 2


def test_the_outcome_can_be_read_as_long_as_its_work(desk: Client, units: list[Unit], address: str) -> None:
    change(desk, address, place="Huế")
    work = carried_out()
    Selection.objects.update(created_at=timezone.now() - datetime.timedelta(days=2))
    begin(desk, "officials_unit", units)
    page: Any = desk.get(address_of(work), follow=True)
    assert page.redirect_chain[-1][0] == address
    assert page.context["outcome"].changed == 3


def test_a_page_whose_work_is_gone_leads_to_the_lists(desk: Client) -> None:
    page = desk.get(reverse("secretariat:work", args=[uuid.uuid4()]), headers={"accept-language": "en"})
    assert page.status_code == 404
    assert "shown for 30 days" in page.text
    assert f'href="{reverse("admin:index")}"' in page.text
