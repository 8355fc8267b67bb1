"""Every issued ballot is verified after closing; what was not issued to people keeps the box closed."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from ballots import selectors, tasks, waiting
from ballots.models import IssuedBallot, IssuedCheck, PartialDecryption
from ballots.services import closing, counting, decrypting, gate, issue_checks
from rounds.models import Round
from secretariat.desk import desk_page
from tests.ballots import hall, minting
from tests.results import count

pytestmark = pytest.mark.django_db


def meeting(came: int = 6, voters: int = 12) -> Round:
    """Return an open round of which the first `came` people have voted."""
    round_ = hall.open_round(lines=1, voters=voters, members=3)
    hall.vote(round_, came)
    return round_


def closed(round_: Round) -> Round:
    closing.end_issuing(round_id=round_.pk, actor=None)
    return closing.close_round(round_id=round_.pk, actor=None)


def minted(*rows: Callable[[Round], minting.Row], people: int = 5) -> Round:
    """Return a counted round in which an intruder made ballots for people who took none."""
    round_ = meeting()
    for elector in round_.electors.filter(issued=None)[:people]:
        minting.mint(round_, elector, rows[0](round_) if rows else None)
    closed(round_)
    assert counting.count(round_id=round_.pk)
    return Round.objects.get(pk=round_.pk)


def check(round_: Round) -> tuple[int, int]:
    row = IssuedCheck.objects.get(pk=round_.pk)
    return row.issued, row.bad


def test_ballots_issued_to_voters_are_genuine() -> None:
    round_ = count.added()
    assert check(round_) == (6, 0)
    assert gate.before_opening(round_) == []


@pytest.mark.slow
@pytest.mark.parametrize("row", [minting.random_row, minting.copied_row])
def test_minted_ballots_with_false_rows_keep_the_box_closed(row: Callable[[Round], minting.Row]) -> None:
    round_ = minted(row)
    assert check(round_) == (11, 5)
    with pytest.raises(decrypting.StaysClosed, match="5 trong 11 phiếu") as refusal:
        count.give_shares(round_)
    assert refusal.value.code == "issued"
    assert not PartialDecryption.objects.exists()
    assert [str(stop.message) for stop in desk_page(round_).stops] == [
        "5 trong 11 phiếu ghi là đã phát không phải do cuộc lấy phiếu này phát ra."
    ]


def test_database_refuses_a_share_over_false_rows() -> None:
    round_ = minted(minting.random_row)
    with pytest.raises(IntegrityError, match="not every issued ballot is genuine"), transaction.atomic():
        forge_share(round_)


def test_row_that_came_after_the_check_is_noticed() -> None:
    round_ = meeting()
    closed(round_)
    IssuedCheck.objects.create(round=round_, issued=5, bad=0)  # written by somebody else
    counting.count(round_id=round_.pk)
    with pytest.raises(IntegrityError, match="not every issued ballot is genuine"), transaction.atomic():
        forge_share(round_)


def forge_share(round_: Round) -> None:
    share = count.device(round_, 1).share()
    member = round_.committee.get(index=1)
    PartialDecryption.objects.create(round=round_, member=member, payload={"share": share.hex()}, good=True)


@pytest.mark.slow
def test_more_issued_than_present_keeps_the_box_closed() -> None:
    round_ = count.added(present=5)
    with pytest.raises(decrypting.StaysClosed, match=r"phát ra \(6\) lớn hơn số người có mặt \(5\)"):
        count.give_shares(round_)
    with pytest.raises(IntegrityError, match="6 ballots issued to 5 people"), transaction.atomic():
        forge_share(round_)
    count.correct_present(round_, 5, 6)
    count.give_shares(round_)


def test_closing_does_not_wait_for_the_check() -> None:
    round_ = meeting()
    elector = round_.electors.filter(issued=None)[0]
    minting.mint(round_, elector, minting.random_row(round_))
    assert closed(round_).state == "closed"
    assert not IssuedCheck.objects.exists()


def test_check_twice_changes_nothing() -> None:
    round_ = closed(meeting())
    assert issue_checks.check_issued(round_id=round_.pk)
    assert not issue_checks.check_issued(round_id=round_.pk)
    tasks.check_issued(str(round_.pk))
    assert check(round_) == (6, 0)
    with pytest.raises(IntegrityError, match="only written"), transaction.atomic():
        IssuedCheck.objects.update(bad=1)


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_rows_of_the_same_request_are_noticed_across_pages(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue_checks, "ROWS_AT_ONCE", at_once)
    assert check(minted(minting.copied_row)) == (11, 5)


@pytest.mark.slow
def test_check_keeps_no_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot would keep the shelf from being swept for as long as the rows are verified."""
    monkeypatch.setattr(issue_checks, "ROWS_AT_ONCE", 2)
    round_ = closed(meeting())
    rows = issue_checks.issued_rows(round_.pk)
    next(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (0,)
    assert len([*rows]) == 5


def test_open_round_is_not_checked() -> None:
    assert not issue_checks.check_issued(round_id=meeting().pk)


def test_minute_takes_up_a_lost_check() -> None:
    round_ = closed(meeting())
    assert list(waiting.rounds_to_check_issued()) == [round_.pk]
    issue_checks.check_issued(round_id=round_.pk)
    assert list(waiting.rounds_to_check_issued()) == []


def test_person_in_whose_name_a_ballot_was_made_is_missing_from_the_list() -> None:
    """With the token key the row itself is genuine; only people can notice, from the list."""
    round_ = minted(people=1)
    assert check(round_) == (7, 0)
    told = selectors.issued_for(round_)
    names = {person["name"] for person in told["took_none"]}
    took = IssuedBallot.objects.filter(round=round_).values_list("elector__name", flat=True)
    assert len(names) == 5
    assert not names & set(took)
    assert [len(told["issued"]), told["present"]] == [7, 12]


def test_rows_are_told_in_an_order_unrelated_to_people() -> None:
    rows = [row[0] for row in selectors.issued_for(closed(meeting()))["issued"]]
    assert rows == sorted(rows)
