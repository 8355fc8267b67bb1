"""The home page shows a few rounds of each phase; the list behind it shows all, in pages and with search."""

import datetime
import re
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone, translation

from benchmarks import ministry
from benchmarks.ministry import Ministry, Scale
from officials.models import User
from rounds.models import Round
from secretariat.duties import duties_for
from tests.remembered import recalled_in_tests

pytestmark = pytest.mark.django_db
SCALE = Scale(units=2, accounts=8, officials=4, rounds=120, roll=6)


@pytest.fixture
def made(db: None) -> Ministry:
    return recalled_in_tests(f"ministry {SCALE}", lambda: ministry.build(SCALE), lambda built: built.plan)


def duties_of(person: str, made: Ministry) -> Counter[str]:
    with translation.override("en"):
        [group] = duties_for(User.objects.get(pk=made.people[person].pk))
    return Counter(duty.state for duty in group.duties)


@pytest.mark.slow
def test_no_phase_hides_another(made: Ministry) -> None:
    assert duties_of("voter", made).keys() >= {"sealed", "open", "published"}
    assert duties_of("secretary", made).keys() >= {"draft", "open", "certified"}
    assert duties_of("member", made).keys() >= {"sealed", "open", "published"}


@pytest.mark.slow
def test_next_meeting_and_last_result_come_first(made: Ministry) -> None:
    voter = User.objects.get(pk=made.people["voter"].pk)
    [group] = duties_for(voter)
    shown = {duty.url.split("/")[2] for duty in group.duties}
    rounds = Round.objects.filter(electors__user=voter)
    for state, order in (("sealed", "opens_at"), ("published", "-opens_at")):
        first = rounds.filter(state=state).order_by(order)[:2]
        assert {str(one.pk) for one in first} <= shown


@pytest.mark.slow
def test_home_leads_to_all_that_it_does_not_show(client: Client, made: Ministry) -> None:
    client.force_login(User.objects.get(pk=made.people["voter"].pk))
    page = client.get("/", headers={"accept-language": "en"}).text
    [more] = re.findall(r'href="/duties/vote/">\s*Votes: see (\d+) more', page)
    listed = client.get("/duties/vote/").context["page"].paginator.count
    assert int(more) == listed - page.count('class="card card--main"') - page.count(
        'class="card"'
    ) + _results(page)


def _results(page: str) -> int:
    """Return the number of cards that show results."""
    return page.partition('id="duties-results"')[2].count('class="card"')


@pytest.mark.slow
def test_list_has_pages_and_search(client: Client, made: Ministry) -> None:
    client.force_login(User.objects.get(pk=made.people["secretary"].pk))
    first, second = (client.get(f"/duties/desk/?page={page}").context["duties"] for page in (1, 2))
    assert len(first) == 20
    assert not {duty.url for duty in first} & {duty.url for duty in second}
    title = first[0].title
    number = title.rpartition(" ")[2]
    found = client.get("/duties/desk/", {"q": f"lan {number}"}).context["duties"]
    assert title in {duty.title for duty in found}
    assert len(found) < 20


def test_unknown_kind_is_not_found(client: Client, voter: User) -> None:
    client.force_login(voter)
    assert client.get("/duties/everything/").status_code == 404


@pytest.mark.slow
def test_old_cancelled_rounds_are_not_listed(client: Client, made: Ministry) -> None:
    voter = User.objects.get(pk=made.people["voter"].pk)
    client.force_login(voter)
    month = timezone.now() - datetime.timedelta(days=30)
    old = Round.objects.filter(state="cancelled", opens_at__lt=month)
    pages = range(1, client.get("/duties/vote/").context["page"].paginator.num_pages + 1)
    text = "".join(client.get(f"/duties/vote/?page={page}").text for page in pages)
    assert old
    assert not [one for one in old if str(one.pk) in text]
