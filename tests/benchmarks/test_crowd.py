"""What the benchmarks of voters find can be reported and judged."""

from typing import Any

import pytest

from benchmarks import report_voters
from benchmarks.crowd import Reply
from benchmarks.journeys import ISSUE_TO_RECEIPT, BallotOfVoter, JourneyNotes, ballot_only
from benchmarks.scene import VoterRequests
from benchmarks.targets import targets

SPREAD = {"p50": 1.0, "p95": 3.0, "worst": 4.0}
STEPS = ("login page", "login", "page", "issue", "cast")
VOTERS = {
    "voters": 10,
    "lines": 10,
    "clients": 2,
    "a_minute": 500.0,
    "share": 0.79,
    "web_megabytes": 90.0,
    "processor": {"web": 0.06, "postgres": 0.01, "client": 0.001},
    "steps": dict.fromkeys(STEPS, SPREAD),
    "at_once": {"voters": 200, "failures": 0, **SPREAD},
}
STORM = {
    "logins": 1000,
    "sent_away": 3,
    "voters": 10,
    "failures": {"login 0": 1},
    "waited": {"p50": 20_000.0, "p95": 50_000.0, "worst": 91_000.0},
    "meanwhile": {"issue": SPREAD, "cast": SPREAD},
}
ROWS: list[dict[str, Any]] = [
    {"clients": n, **SPREAD, "p95": 10.0 * (n + 1), "failures": {}} for n in (0, 1, 2)
]


def test_targets_say_which_numbers_are_too_high() -> None:
    found = {"voters": VOTERS, "storm": STORM, "slow": {"voters": 5, "rows": ROWS}}
    assert [target.kept for target in targets(found)] == [
        *(False, True, True),
        *(False, False, True, True),
        *(True, False),
    ]


def test_sections_name_the_numbers() -> None:
    assert "**500 a minute**" in report_voters.voters(VOTERS)
    assert "the last after 91.0 s" in report_voters.storm(STORM)
    assert "| 2 | 1.00 | 30.0 | 3.00 | 0 |" in report_voters.slow({"voters": 5, "rows": ROWS})


def test_time_from_issue_to_receipt_is_that_of_one_voter() -> None:
    """The one whose ballot was issued first may be the last to have a receipt."""
    noted, voter = JourneyNotes(), BallotOfVoter("an", "/vote/", VoterRequests(b"page", b"issue", b"cast"))
    quick, slow = (ballot_only(voter, noted) for _ in range(2))
    for journey in (quick, slow):
        next(journey)
    quick.send(Reply(200, b"", b"", 0.001))
    slow.send(Reply(200, b"", b"", 0.1))
    for journey, seconds in ((slow, 0.2), (quick, 0.002)):
        with pytest.raises(StopIteration):
            journey.send(Reply(200, b"", b"", seconds))
    assert noted.times[ISSUE_TO_RECEIPT] == pytest.approx([300, 3])
