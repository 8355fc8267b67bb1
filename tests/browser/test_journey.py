"""The first vote, from the demonstration's draft to the published result, with the printed accounts."""

import subprocess
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password

from ballots.protocol.ballot import LevelIndex
from officials import services as officials_services
from rounds.models import Round
from simulation.demo import drafts
from simulation.demo.agency import PASSWORD, TEAM, DemoAgency, demo_agency
from simulation.rehearsal.voters import vote
from tests.browser.journey import acts, secretary, voting
from tests.browser.journey.acts import Enter
from tests.browser.journey.people import enter
from tests.browser_fixtures import PHONE, NewContext
from tests.roles import rule_set

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.longest,
    pytest.mark.django_db(transaction=True),
]
Worker = subprocess.Popen[bytes]
BY_HAND = [[0, 1, 2], [0, 0, 1]]
OTHERS: list[list[int | None]] = [[0, 1, None], [0, 2, 1], [1, 0, 0], [0, 0, 1], [2, 1, 0], [0, 0, 0]]
COUNTS = [[6, 1, 1, 0], [4, 3, 1, 0], [3, 3, 1, 1]]  # high, confidence, low, unmarked of each line
PRESENT = 10


@pytest.fixture
def agency(committed: None) -> DemoAgency:
    rule_set()  # an earlier test may have emptied the tables
    return demo_agency()


@pytest.fixture
def round_(agency: DemoAgency) -> Round:
    """The complete draft of the demonstration; its first official has an account as well."""
    round_ = drafts.section_round(agency)
    official = round_.lines.order_by("position")[0].official
    official.user = officials_services.create_account(
        username="huy", full_name=official.full_name, password_hash=make_password(PASSWORD)
    )
    officials_services.save(row=official)
    return round_


@pytest.fixture
def come_in(new_context: NewContext) -> Enter:
    """Let somebody log in with a browser of their own: `come_in("thuky")`."""
    return lambda name, **options: enter(new_context(**options), name, PASSWORD)


def others_vote(agency: DemoAgency, round_: Round) -> None:
    """Cast the ballots of six more voters through the same addresses, without their browsers."""
    voters = [agency.users[f"nguoighiphieu{number}"] for number in range(3, 9)]
    marks = [[None if mark is None else LevelIndex(mark) for mark in ballot] for ballot in OTHERS]
    vote(round_.pk, voters, marks, lambda _number: None)


def test_from_draft_to_published_result(
    agency: DemoAgency, round_: Round, come_in: Enter, worker: Worker, tmp_path: Path
) -> None:
    title, desk = round_.title, come_in("thuky")
    secretary.seal(desk, title)
    team = [come_in(name) for name in TEAM]
    files = acts.lock_the_box(team, title, tmp_path)
    acts.open_the_vote(desk, title, PRESENT)
    voter = come_in("nguoighiphieu1", size=PHONE)
    code = voting.vote(voter, title, BY_HAND[0])
    voting.vote(come_in("nguoighiphieu2"), title, BY_HAND[1])
    others_vote(agency, round_)
    acts.close_the_box(desk, cast=8, head=team[0])
    team[1] = acts.returns_on_a_new_device(come_in, TEAM[1], title, files[1])
    acts.open_the_box(team, COUNTS)
    acts.publish(desk, team)
    round_.refresh_from_db()
    assert str(round_.fingerprint) in voting.verify(voter, code)
    the_right_people_read(come_in, round_, tmp_path)


def the_right_people_read(come_in: Enter, round_: Round, folder: Path) -> None:
    counts = [line[:3] for line in COUNTS]
    assert acts.reads(come_in, "lanhdao", round_.title, folder) == (counts, ["minutes", "report"])
    assert acts.reads(come_in, "huy", round_.title, folder) == (counts, ["minutes"])
    acts.who_does_not(come_in, ["canbo", "nguoighiphieu20"], f"/results/{round_.pk}/")
