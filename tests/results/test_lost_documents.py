"""Lost tasks and lost files of documents are found and rendered again."""

import pytest
import redis
from django.conf import settings

from officials.models import User
from results.models import Document
from results.services import publishing, rendering, retrying
from results.services.retrying import with_lost_files, without_documents
from rounds.models import Round
from tests.results import count
from tests.stored import lose


@pytest.mark.slow
@pytest.mark.django_db
def test_only_a_certified_round_without_documents_waits() -> None:
    round_ = count.counted()
    assert not without_documents().exists()
    count.sign_all(round_)
    assert [waiting.pk for waiting in without_documents()] == [round_.pk]
    rendering.render_documents(round_id=round_.pk)
    assert not without_documents().exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_an_archived_round_does_not_lose_its_documents(documented_round: Round, secretary: User) -> None:
    round_ = documented_round
    publishing.archive(round_id=round_.pk, actor=secretary)
    assert not with_lost_files()
    lose(Document.objects.get(round=round_, kind="report").file)
    assert with_lost_files() == {round_.pk}
    rendering.render_documents(round_id=round_.pk)
    assert not with_lost_files()


@pytest.mark.slow
def test_documents_are_made_after_the_queue_was_emptied(
    committed: None,
    empty_queue: redis.Redis,
    request: pytest.FixtureRequest,
    wait_until: count.Wait,
) -> None:
    round_ = count.counted()
    count.sign_all(round_)
    for key in empty_queue.scan_iter(f"{settings.PREFIX}-queue:*"):
        empty_queue.delete(key)
    request.getfixturevalue("worker")
    retrying.keep_time()
    wait_until(lambda: Document.objects.filter(round=round_).count() == 2)
