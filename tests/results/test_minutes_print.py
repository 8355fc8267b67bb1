"""What the minutes print of the day: the empty box, the corrected number present, why sums are not 100,00%."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from results.documents import phrases
from results.documents.assemble import begun, minutes_data
from results.documents.context import minutes_context
from results.outcomes import BaseKind, CountSheet, LineCounts
from results.services import opening
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall
from tests.results import count
from tests.roles import lock_out, make_frozen_round, make_user
from tests.rounds.cards import late_cards


def sheet(
    high: int, confidence: int, low: int, returned: int, kind: BaseKind = BaseKind.RETURNED
) -> CountSheet:
    line = LineCounts(row=1, name="A", high=high, confidence=confidence, low=low)
    numbers = dict.fromkeys(("summoned", "present", "issued", "returned", "valid"), returned)
    return CountSheet(**numbers, base_kind=kind, lines=(line,))  # type: ignore[arg-type]


def test_rounding_is_said_where_a_line_does_not_add_up() -> None:
    assert (
        phrases.gap(sheet(1, 1, 1, 3)) == "Tỷ lệ của một người cộng lại có thể khác 100,00% do làm tròn số."
    )
    assert phrases.gap(sheet(2, 1, 1, 4)) == ""


def test_another_base_is_said_too() -> None:
    assert "không chỉ số phiếu hợp lệ" in phrases.gap(sheet(2, 1, 0, 4))
    assert phrases.gap(sheet(0, 0, 0, 0)) == ""


@pytest.mark.slow
@pytest.mark.django_db
def test_minutes_name_the_empty_box_and_both_numbers_present() -> None:
    round_ = count.added(present=5)
    count.correct_present(round_, 5, 6)
    count.give_shares(round_)
    opening.open_box(round_id=round_.pk)
    count.sign_all(round_)
    found = minutes_data(Round.objects.get(pk=round_.pk))
    assert found.present_before == 5
    assert found.sheet.present == 6
    assert found.zero
    assert found.zero.by == hall.devices_of_team(round_)[0].user.full_name
    assert found.zero.at == Round.objects.get(pk=round_.pk).zero_at


@pytest.mark.slow
@pytest.mark.django_db
def test_the_start_is_the_one_the_secretary_entered() -> None:
    round_ = hall.locked(make_frozen_round(lines=1, voters=5, members=1))
    began = timezone.now() - datetime.timedelta(hours=1)
    moves.record_attendance(round_id=round_.pk, actor=None, present=5, began_at=began)
    hall.opened(round_)  # records the number again and leaves the hour
    assert begun(Round.objects.get(pk=round_.pk)) == began


@pytest.mark.slow
@pytest.mark.django_db
def test_minutes_name_the_cards_printed_after_freezing() -> None:
    round_ = hall.locked(make_frozen_round(lines=2, voters=6, members=3))
    person, keeper = hall.voters(round_)[0], make_user("Vũ Quản Trị", is_superuser=True)
    lock_out(person)
    late_cards(round_, keeper, person)
    data = minutes_data(count.certify(hall.opened(round_)))
    printed = render_to_string("results/documents/minutes.html", {**minutes_context(data), "fonts": {}})
    assert f"{person.full_name}, in vào" in printed
    assert "người in: Vũ Quản Trị." in printed
