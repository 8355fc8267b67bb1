"""One list resumes the votes that wait after a restore."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Entry
from officials.models import Unit, User
from rounds.entries import entries_of
from rounds.models import Round
from rounds.services.moves import pause_restored_rounds
from secretariat.forms import ResumeForm
from tests.ballots.hall import open_round
from tests.owner import unguarded
from tests.roles import make_unit, make_user

PAGE = "/desk/resume/"
pytestmark = pytest.mark.django_db


def paused(number: int, unit: Unit) -> list[Round]:
    rounds = [open_round(unit=unit, lines=1) for _ in range(number)]
    pause_restored_rounds(made_at=timezone.now())
    return rounds


def waiting() -> int:
    return Round.objects.filter(is_paused=True).count()


@pytest.mark.slow
def test_one_press_resumes_all_that_are_ticked(client: Client, secretary: User, unit: Unit) -> None:
    first, second, third = paused(3, unit)
    client.force_login(secretary)
    assert client.get(PAGE).content.decode().count("checked") == 3
    answer = client.post(PAGE, {"rounds": [str(first.pk), str(third.pk)]}, follow=True)
    assert "2 cuộc lấy phiếu được tiếp tục" in answer.content.decode()
    assert list(Round.objects.filter(is_paused=True)) == [second]
    assert [event.actor for event in entries_of(first, "resumed")] == [secretary]


@pytest.mark.slow
def test_nothing_ticked_changes_nothing(client: Client, secretary: User, unit: Unit) -> None:
    paused(2, unit)
    client.force_login(secretary)
    answer = client.post(PAGE)
    assert (answer.status_code, waiting()) == (400, 2)
    assert "Chọn ít nhất một cuộc lấy phiếu được tiếp tục" in answer.content.decode()


@pytest.mark.slow
def test_round_of_another_unit_is_neither_shown_nor_resumed(client: Client, secretary: User) -> None:
    [foreign] = paused(1, make_unit("Sở khác", authority=make_unit()))
    client.force_login(secretary)
    assert foreign.title not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"rounds": [str(foreign.pk)]}).status_code == 400
    assert waiting() == 1


@pytest.mark.slow
def test_home_names_the_list_once_two_wait(client: Client, secretary: User, unit: Unit) -> None:
    client.force_login(secretary)
    paused(1, unit)
    assert PAGE not in client.get("/").content.decode()
    paused(1, unit)
    assert PAGE in client.get("/").content.decode()


@pytest.mark.slow
def test_queries_do_not_grow_with_the_list(client: Client, secretary: User, unit: Unit) -> None:
    client.force_login(secretary)
    asked = []
    for _ in range(2):
        paused(2, unit)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def paused_copies(number: int) -> None:
    """Put as many paused rounds beside one that was built, in units of their own."""
    [first] = paused(1, make_unit("Sở 0", authority=make_unit()))
    rows = []
    for at in range(1, number):
        row = Round.objects.get(pk=first.pk)
        row.pk, row.election_id, row.unit = uuid.uuid4(), f"{at:064x}", make_unit(f"Sở {at}")
        rows.append(row)
    with unguarded():  # no trigger asks how they came so far
        Round.objects.bulk_create(rows)


@pytest.mark.slow
def test_a_superuser_resumes_forty_units_with_one_press(client: Client) -> None:
    paused_copies(40)
    superuser = make_user(is_superuser=True)
    client.force_login(superuser)
    page = client.get(PAGE).content.decode()
    ticked = re.findall(r'value="([0-9a-f-]{36})"[^>]*checked', page)
    with CaptureQueriesContext(connection) as queries:
        client.post(PAGE, {"rounds": ticked})
    assert (len(ticked), waiting()) == (40, 0)
    assert Entry.objects.filter(act="round.resumed", actor=superuser).count() == 40
    assert len(queries) < 30


@pytest.mark.slow
def test_a_long_list_shows_a_part_and_one_press_resumes_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ResumeForm, "SHOWN", 3)
    paused_copies(7)
    client.force_login(make_user(is_superuser=True))
    page = client.get(PAGE).content.decode()
    assert (page.count("checked"), 'name="everything" value="7"' in page) == (3, True)
    assert client.post(PAGE, {"everything": "6"}).status_code == 400
    assert waiting() == 7
    client.post(PAGE, {"everything": "7"})
    assert waiting() == 0
