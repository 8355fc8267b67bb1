"""The home page of a secretary: urgent first, open boxes with turnout, deadlines, and what the machinery lacks."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ballots.open_boxes import open_boxes
from ballots.protocol.ballot import LevelIndex
from officials.models import Unit, User
from operations.backup.noting import note_backup
from operations.health import record_beat_heartbeat
from rounds.models import Round
from secretariat.home import secretary_home, waiting
from secretariat.home.waiting import SHOWN, Waiting, WaitingKind
from tests.ballots import hall
from tests.roles import make_campaign, make_round, make_users

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def home(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get("/", headers=ENGLISH).text


@pytest.mark.slow
def test_urgent_duties_come_before_everything_else(client: Client, unit: Unit, secretary: User) -> None:
    make_round(unit, title="Chuẩn bị")
    hall.open_round(unit=unit, title="Đang bỏ phiếu", voters=[secretary, *make_users(5)])
    page = home(client, secretary)
    places = [page.index(text) for text in ("To be done now", "Vote now", "Open now", "Secretary’s desk")]
    assert places == sorted(places)


@pytest.mark.slow
def test_open_box_shows_the_numbers_of_its_desk(client: Client, unit: Unit, secretary: User) -> None:
    round_ = hall.open_round(unit=unit)
    device = hall.VoterDevice(round_, hall.voters(round_)[0]).take()
    [box] = secretary_home(secretary).open
    assert (box.round, box.turnout.issued, box.turnout.returned) == (round_, 1, 0)
    device.cast([LevelIndex.HIGH] * round_.lines.count())
    summoned = round_.electors.count()
    assert f"1/{summoned}</span>" in home(client, secretary)


@pytest.mark.slow
def test_open_boxes_are_counted_together(
    unit: Unit, secretary: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rounds = [hall.open_round(unit=unit), hall.open_round(unit=unit)]
    hall.VoterDevice(rounds[1], hall.voters(rounds[1])[0]).take()
    with django_assert_num_queries(4):
        boxes, _total = open_boxes(Round.objects.filter(unit=unit), most=5)
    assert {box.round: box.turnout.issued for box in boxes} == dict(zip(rounds, [0, 1], strict=True))


@pytest.mark.slow
def test_other_units_open_boxes_are_not_shown(unit: Unit, other_secretary: User) -> None:
    hall.open_round(unit=unit)
    assert secretary_home(other_secretary).open == []


def test_voters_keep_their_simple_page(client: Client, frozen_round: Round, voter: User, head: User) -> None:
    for user in (voter, head):
        page = home(client, user)
        assert "The machinery" not in page
        assert "To be done now" not in page


def test_late_and_near_deadlines_are_listed(client: Client, unit: Unit, secretary: User) -> None:
    opens = timezone.now() + datetime.timedelta(days=12)
    ends = opens + datetime.timedelta(hours=1)
    campaign = make_campaign(unit, ends_on=ends.date())
    round_ = make_round(unit, title="Hội nghị A", campaign=campaign, opens_at=opens, closes_at=ends)
    page = home(client, secretary)
    late, coming = page.index('id="late"'), page.index('id="coming"')
    assert page.index("The officials file their dossiers") in range(late, coming)
    assert page.index("Matters to clarify") > coming
    assert f'href="/admin/rounds/round/{round_.pk}/change/"' in page[late:coming]


@pytest.mark.slow
def test_many_deadlines_lead_to_a_page_of_their_own(client: Client, unit: Unit, secretary: User) -> None:
    for days in range(1, 13):
        opens = timezone.now() + datetime.timedelta(days=days)
        make_round(unit, title=f"{days}", opens_at=opens, closes_at=opens + datetime.timedelta(hours=1))
    page = home(client, secretary)
    assert page.count('class="days__day"') < 30
    assert 'href="/deadlines/"' in page
    listed = client.get("/deadlines/", headers=ENGLISH).text
    assert listed.count("The meeting is held") == 12


@pytest.mark.slow
def test_rounds_of_one_day_lead_to_the_list_of_that_day(client: Client, unit: Unit, secretary: User) -> None:
    for days, title in ((20, "Một"), (20, "Hai"), (22, "Ba")):
        opens = timezone.localtime() + datetime.timedelta(days=days)
        make_round(unit, title=title, opens_at=opens, closes_at=opens + datetime.timedelta(hours=1))
    day = timezone.localdate() + datetime.timedelta(days=20)
    address = f"/duties/desk/?q={day:%d/%m/%Y}"
    assert address in home(client, secretary)
    listed = client.get(address, headers=ENGLISH).text
    assert [name in listed for name in ("Một</h3>", "Hai</h3>", "Ba</h3>")] == [True, True, False]


def test_deadlines_are_for_secretaries(client: Client, voter: User) -> None:
    client.force_login(voter)
    assert client.get("/deadlines/").status_code == 404


def test_trouble_of_the_machinery_stands_first_with_both_remedies(client: Client, secretary: User) -> None:
    page = home(client, secretary)
    assert page.index("The scheduler is not running") < page.index('id="machinery"')
    assert "do it on the desk of each round" in page
    assert "Start beat on exactly one host" in page


def test_all_well_is_one_folded_line(client: Client, secretary: User) -> None:
    record_beat_heartbeat()
    note_backup(timezone.now())
    page = home(client, secretary)
    assert "Everything works" in page
    assert "notice--danger" not in page


def test_each_provider_is_asked_and_shows_few_rows(
    client: Client, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [Waiting(f"Việc {number}", f"/viec/{number}", "Xem") for number in range(9)]
    kind = WaitingKind(code="second", title="Chờ duyệt", rows=rows, total=40, url="/duyet/")
    monkeypatch.setattr(waiting, "PROVIDERS", [lambda _user: kind, lambda _user: None])
    page = home(client, secretary)
    assert page.count('href="/viec/') == SHOWN
    assert "35 more of this kind" in page
