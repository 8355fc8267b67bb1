"""A task that was lost with the queue is made up for: the database knows what is missing."""

import pytest
import redis
from django.conf import settings

from results import services
from results.models import Document
from results.services import documents
from results.services.timekeeping import without_documents
from tests.results import count


@pytest.mark.django_db
def test_only_a_certified_round_without_documents_waits() -> None:
    round_ = count.counted()
    assert not without_documents().exists()
    count.signed_by(round_, 1, 2)
    assert [waiting.pk for waiting in without_documents()] == [round_.pk]
    documents.render_documents(round_id=round_.pk)
    assert not without_documents().exists()


def test_documents_are_made_after_the_queue_was_emptied(
    committed: None,
    empty_queue: redis.Redis,
    request: pytest.FixtureRequest,
    wait_until: count.Wait,
) -> None:
    round_ = count.counted()
    count.signed_by(round_, 1, 2)
    for key in empty_queue.scan_iter(f"{settings.PREFIX}-queue:*"):
        empty_queue.delete(key)
    request.getfixturevalue("worker")
    services.keep_time()
    wait_until(lambda: Document.objects.filter(round=round_).count() == 2)
