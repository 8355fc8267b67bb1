"""Starting, stopping, correcting and discarding a creation of rounds; each refusal is a sentence."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from officials.models import Unit, UnitRole
from rounds.errors import RoundError
from rounds.models import Batch, Round
from rounds.proposals.meetings import AskedMeeting
from rounds.services import preparing, proposing
from tests.batches import carried_out, created, prepared, small_ministry
from tests.roles import make_campaign, make_secretary, make_unit, rule_set

pytestmark = pytest.mark.django_db


def test_nothing_ticked_is_refused() -> None:
    made = small_ministry(parts=1)
    batch = prepared(made)
    batch.items.update(is_wanted=False)
    with pytest.raises(RoundError):
        preparing.start(batch_id=batch.pk, actor=made.secretary)


def test_one_at_a_time_in_a_campaign() -> None:
    made = small_ministry(parts=1)
    preparing.start(batch_id=prepared(made).pk, actor=made.secretary)
    other = preparing.prepare(
        campaign=made.campaign, units=made.parts, rule_set=rule_set(), actor=make_secretary(made.top)
    )
    with pytest.raises(RoundError):
        preparing.start(batch_id=other.pk, actor=made.secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=other.pk).update(state=Batch.State.RUNNING)


def test_preparing_again_replaces_what_was_not_started() -> None:
    made = small_ministry(parts=1)
    prepared(made)
    second = prepared(made)
    assert list(Batch.objects.all()) == [second]


def test_a_batch_under_way_is_neither_corrected_nor_discarded() -> None:
    made = small_ministry(parts=1)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    with pytest.raises(RoundError):
        preparing.correct(item_id=batch.items.get().pk, values={"title": "Khác"})
    with pytest.raises(RoundError):
        preparing.discard(batch_id=batch.pk)


def test_a_batch_that_is_done_does_not_start_again() -> None:
    made = small_ministry(parts=1)
    batch = created(made)
    with pytest.raises(RoundError):
        preparing.start(batch_id=batch.pk, actor=made.secretary)
    with pytest.raises(RoundError):
        preparing.stop(batch_id=batch.pk, actor=made.secretary)
    proposing.create_rounds(batch_id=batch.pk)
    assert Round.objects.count() == 1


@pytest.mark.slow
def test_a_stopped_batch_keeps_what_was_made_and_goes_on_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "AT_ONCE", 1)
    made = small_ministry(parts=3)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    proposing._create_some(batch.pk)
    preparing.stop(batch_id=batch.pk, actor=made.secretary)
    proposing.create_rounds(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Round.objects.count()) == ("stopped", 1)
    assert carried_out(batch, made.secretary).state == "done"
    assert Round.objects.count() == 3


def test_a_secretary_who_lost_the_unit_meanwhile_creates_nothing_there() -> None:
    made = small_ministry(parts=1)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    UnitRole.objects.filter(user=made.secretary).update(ends_on=datetime.date(2020, 1, 1), starts_on=None)
    proposing.create_rounds(batch_id=batch.pk)
    assert batch.items.get().state == "refused"
    assert not Round.objects.exists()


def test_units_without_a_meeting_are_refused() -> None:
    top = make_unit()
    nothing: list[Unit] = []
    with pytest.raises(RoundError):
        preparing.prepare(
            campaign=make_campaign(top), units=nothing, rule_set=rule_set(), actor=make_secretary(top)
        )


def test_two_meetings_of_a_unit_on_one_day_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made = small_ministry(parts=1)
    unit, day = made.parts[0].pk, datetime.date(2026, 12, 20)
    asked = {unit: [AskedMeeting("Một", day=day), AskedMeeting("Hai", day=day)]}
    monkeypatch.setattr(preparing, "meetings_of", lambda _campaign, _units: asked)
    first, second = prepared(made).items.all()
    assert first.closes_at is not None
    assert second.meets_at is not None
    assert second.meets_at > first.closes_at
