"""The person who asked is told when the rounds of a campaign are created, stopped, or could not all be created."""

import pytest

from notices.models import Notice
from rounds.models import Batch, Round
from rounds.services import preparing, proposing
from tests.batches import carried_out, prepared, small_ministry

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return list(Notice.objects.filter(kind__startswith="work_").order_by("pk").values_list("kind", flat=True))


def test_at_the_end_with_numbers_and_address() -> None:
    made = small_ministry(parts=2)
    batch = carried_out(prepared(made), made.secretary)
    notice = Notice.objects.get(kind="work_done")
    assert notice.user == made.secretary
    assert made.campaign.name in notice.subject
    assert str(batch.pk) in notice.body
    assert "2" in notice.body


def test_once_although_the_task_is_delivered_again() -> None:
    made = small_ministry(parts=1)
    batch = carried_out(prepared(made), made.secretary)
    proposing.create_rounds(batch_id=batch.pk)
    assert told() == ["work_done"]


def test_when_it_was_stopped_and_again_when_the_rest_is_there() -> None:
    made = small_ministry(parts=2)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    preparing.stop(batch_id=batch.pk, actor=made.secretary)
    proposing.create_rounds(batch_id=batch.pk)
    assert told() == ["work_stopped"]
    carried_out(batch, made.secretary)
    assert told() == ["work_stopped", "work_done"]


def test_an_error_that_nobody_foresaw_is_told_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    made = small_ministry(parts=2)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    with monkeypatch.context() as broken:
        broken.setattr(proposing, "_write", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            proposing.create_rounds(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, told()) == (Batch.State.FAILED, ["work_failed"])
    carried_out(batch, made.secretary)
    assert Round.objects.count() == 2
