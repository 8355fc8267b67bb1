"""The demonstration's open round can be finished with the information printed at the start."""

import subprocess
from pathlib import Path

import pytest

from rounds.models import Round
from simulation.demo import agency, scenes
from simulation.demo.agency import PASSWORD
from tests.browser.journey import acts, counting, secretary, voting
from tests.browser.journey.acts import Enter
from tests.browser.journey.people import enter, follow_duty
from tests.browser_fixtures import PHONE, NewContext
from tests.roles import rule_set

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.longest,
    pytest.mark.django_db(transaction=True),
]
Worker = subprocess.Popen[bytes]


@pytest.fixture
def round_(committed: None) -> Round:
    rule_set()  # an earlier test may have emptied the tables
    return scenes.open_to_vote(agency.demo_agency(), lambda _text: None)


@pytest.fixture
def come_in(new_context: NewContext) -> Enter:
    return lambda name, **options: enter(new_context(**options), name, PASSWORD)


def expected() -> list[list[int]]:
    """The ballots that are in the box already, and one with `high` on every line."""
    return [
        [high + 1, middle, low, scenes.EARLY_VOTERS - high - middle - low]
        for high, middle, low in scenes.EARLY
    ]


def key_file(name: str) -> Path:
    return scenes.recovery_folder() / f"{name}.json"


def test_recovery_files_open_the_box(round_: Round, come_in: Enter, worker: Worker) -> None:
    voting.vote(come_in("nguoighiphieu1", size=PHONE), round_.title, [0] * len(scenes.EARLY))
    desk = come_in("thuky")
    secretary.go_to_desk(desk, round_.title)
    acts.end_the_voting(desk, cast=scenes.EARLY_VOTERS + 1)
    head = come_in(agency.TEAM[0])
    follow_duty(head, "committee", round_.title)
    head.locator("[data-do=agree]").click()
    counting.come_back(head, key_file(agency.TEAM[0]), passphrase=scenes.PASSPHRASE)
    counting.agree(head)
    secretary.act(desk, "close")
    others = [
        acts.returns_on_a_new_device(
            come_in, name, round_.title, key_file(name), passphrase=scenes.PASSPHRASE
        )
        for name in agency.TEAM[1:]
    ]
    team = [head, *others]
    acts.open_the_box(team, expected())
    acts.publish(desk, team)
    round_.refresh_from_db()
    assert round_.state == Round.State.PUBLISHED
