"""The box is opened: counts from shares, reconciled, stored once; disagreement stops it."""

import itertools

import pytest
from django.db import IntegrityError, transaction

from ballots.models import PartialDecryption
from ballots.protocol.decryption import OpeningError
from results.models import LineCount, Tally
from results.services import opening
from results.services.opening import NotYet, NumbersDisagree
from results.sheet import sheet_of
from rounds.entries import entries_of, number_of_entries
from rounds.errors import Where
from rounds.models import Round
from tests.ballots import hall
from tests.results import count

pytestmark = pytest.mark.django_db


def numbers(round_: Round) -> list[tuple[int, ...]]:
    rows = LineCount.objects.filter(round=round_).order_by("line__position")
    return list(rows.values_list("high", "confidence", "low", "blank"))


def test_counts_are_those_of_the_ballots() -> None:
    round_ = count.counted()
    tally = Tally.objects.get(pk=round_.pk)
    assert numbers(round_) == [(3, 2, 1, 0), (2, 2, 1, 1)]
    assert (tally.summoned, tally.present, tally.issued, tally.returned, tally.valid) == (6, 6, 6, 6, 6)
    assert (round_.state, tally.opened_by) == ("counted", [1, 2])


def test_sheet_of_the_minutes_reconciles() -> None:
    sheet = sheet_of(count.counted())
    assert [line.high + line.confidence + line.low + line.blank for line in sheet.lines] == [6, 6]
    assert sheet.invalid_for(sheet.lines[1]) == 1


@pytest.mark.parametrize("members", [*itertools.combinations([1, 2, 3], 2)])
def test_any_two_members_find_the_same(members: tuple[int, int]) -> None:
    round_ = count.added()
    count.give_shares(round_, members)
    opening.open_box(round_id=round_.pk)
    assert numbers(round_) == [(3, 2, 1, 0), (2, 2, 1, 1)]


def test_twice_changes_nothing() -> None:
    round_ = count.counted()
    events = number_of_entries(round_)
    opening.open_box(round_id=round_.pk)
    assert number_of_entries(round_) == events
    assert LineCount.objects.filter(round=round_).count() == 2


def test_one_share_is_not_enough() -> None:
    round_ = count.added()
    count.give_shares(round_, (1,))
    with pytest.raises(NotYet):
        opening.open_box(round_id=round_.pk)
    assert not Tally.objects.exists()


def test_not_before_the_ballots_are_added() -> None:
    round_ = hall.open_round(lines=1, voters=5)
    with pytest.raises(NotYet):
        opening.open_box(round_id=round_.pk)


def test_more_issued_than_present_stops_and_says_so() -> None:
    round_ = count.added()
    count.give_shares(round_)
    count.correct_present(round_, 6, 5)
    for _again in range(2):
        with pytest.raises(NumbersDisagree) as refused:
            opening.open_box(round_id=round_.pk)
    assert "6" in str(refused.value.missing[0].message)
    assert refused.value.missing[0].where == Where.ATTENDANCE
    assert len(entries_of(round_, "numbers")) == 1
    assert not LineCount.objects.exists()
    assert Round.objects.get(pk=round_.pk).state == "closed"


@pytest.mark.slow
def test_corrected_attendance_lets_it_be_opened() -> None:
    round_ = count.added()
    count.give_shares(round_)
    count.correct_present(round_, 6, 5)
    with pytest.raises(NumbersDisagree):
        opening.open_box(round_id=round_.pk)
    count.correct_present(round_, 5, 6)
    assert opening.open_box(round_id=round_.pk).present == 6


def test_a_share_forged_in_the_database_is_found() -> None:
    round_ = count.added()
    count.give_shares(round_, (1,))
    forged = bytearray(count.device(round_, 2).share())
    forged[80] ^= 1
    member = round_.committee.get(index=2)
    payload = {"share": forged.hex()}
    PartialDecryption.objects.create(round=round_, member=member, payload=payload, good=True)
    with pytest.raises(OpeningError, match="share_signature member=2"):
        opening.open_box(round_id=round_.pk)
    assert not Tally.objects.exists()


def test_the_counts_cannot_be_changed_afterwards() -> None:
    round_ = count.counted()
    with pytest.raises(IntegrityError, match="only written"), transaction.atomic():
        LineCount.objects.filter(round=round_).update(high=6)
