"""The minute's task gives every batch under way to a worker again."""

import pytest
from celery import current_app

from rounds import tasks
from rounds.services import preparing
from tests.batches import created, prepared, small_ministry

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_only_batches_under_way_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **_options: sent.append((name, args)))
    created(small_ministry(parts=1))
    prepared(small_ministry(parts=1))
    made = small_ministry(parts=1)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    tasks.every_minute()
    assert sent == [(preparing.CREATE, [str(batch.pk)])]
