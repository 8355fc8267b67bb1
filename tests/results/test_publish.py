"""Publication in the frozen scope; a result marked secret is not published."""

import pytest

from officials.models import User
from results.models import Document, Publication
from results.services import publishing
from rounds.errors import MoveRefused, Where
from rounds.models import Round
from tests.results import count
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(db: None) -> User:
    return make_user()


@pytest.mark.slow
def test_publication_names_scope_and_person(actor: User) -> None:
    round_ = count.certified(scope="meeting")
    publishing.publish(round_id=round_.pk, actor=actor)
    found = Publication.objects.get(pk=round_.pk)
    assert (found.scope, found.published_by) == ("meeting", actor)
    assert Round.objects.get(pk=round_.pk).state == "published"


@pytest.mark.slow
def test_publishing_twice_keeps_the_first(actor: User) -> None:
    round_ = count.certified()
    publishing.publish(round_id=round_.pk, actor=actor)
    publishing.publish(round_id=round_.pk, actor=make_user())
    assert Publication.objects.get(pk=round_.pk).published_by == actor


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
def test_secret_is_refused_and_may_be_archived(actor: User) -> None:
    round_ = count.certified(marking="secret")
    with pytest.raises(MoveRefused) as refused:
        publishing.publish(round_id=round_.pk, actor=actor)
    (missing,) = refused.value.missing
    assert missing.where == Where.DOCUMENTS
    assert not Publication.objects.exists()
    assert publishing.archive(round_id=round_.pk, actor=actor).state == "archived"


def test_not_before_certification(actor: User) -> None:
    round_ = count.counted()
    with pytest.raises(MoveRefused):
        publishing.publish(round_id=round_.pk, actor=actor)
    assert not Publication.objects.exists()


def test_not_while_documents_are_made(actor: User) -> None:
    round_ = count.counted()
    count.sign_all(round_)
    with pytest.raises(MoveRefused):
        publishing.publish(round_id=round_.pk, actor=actor)
    assert not Document.objects.exists()


@pytest.mark.slow
def test_archive_after_publication(actor: User) -> None:
    round_ = count.certified()
    publishing.publish(round_id=round_.pk, actor=actor)
    assert publishing.archive(round_id=round_.pk, actor=actor).state == "archived"
