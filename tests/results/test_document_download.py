"""Permissions of documents: minutes for readers of the result, the report for staff and authority."""

from collections.abc import Callable

import pytest
from django.db.models.fields.files import FieldFile
from django.test import Client

from officials.models import User
from results.models import Document
from results.services.retrying import keep_time
from results.tasks import render_documents as render_task
from rounds.models import Round
from tests.results.factories import publish
from tests.stored import content_of, lose, swap

pytestmark = pytest.mark.django_db
MINUTES, REPORT = "minutes", "report"


@pytest.fixture
def published(documented_round: Round, secretary: User) -> Round:
    return publish(documented_round, secretary, "public")


def flip(file: FieldFile) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(content_of(file))
    content[len(content) // 2] ^= 1
    swap(file, bytes(content))


def answer(client: Client, round_: Round, kind: str) -> int:
    response = client.get(f"/results/{round_.pk}/documents/{kind}.pdf")
    return int(response.status_code)


@pytest.mark.parametrize("role", ["secretary", "auditor", "head", "leader", "authority_reader"])
def test_staff_get_minutes_and_report(
    role: str, client: Client, published: Round, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))
    assert [answer(client, published, kind) for kind in (MINUTES, REPORT)] == [200, 200]


@pytest.mark.parametrize("role", ["voter", "official", "stranger"])
def test_other_readers_get_the_minutes_only(
    role: str, client: Client, published: Round, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))
    assert [answer(client, published, kind) for kind in (MINUTES, REPORT)] == [200, 404]


def test_anonymous_reader_gets_public_minutes_only(client: Client, published: Round) -> None:
    assert [answer(client, published, kind) for kind in (MINUTES, REPORT)] == [200, 302]


def test_the_bytes_sent_are_the_bytes_stored(client: Client, published: Round, secretary: User) -> None:
    client.force_login(secretary)
    response = client.get(f"/results/{published.pk}/documents/minutes.pdf")
    stored = Document.objects.get(round=published, kind=MINUTES)
    assert b"".join(response.streaming_content) == content_of(stored.file)  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="bien-ban-kiem-phieu_')
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("kind", ["ballots", "minutes.pdf", "..%2fkeys"])
def test_an_unknown_kind_is_not_found(kind: str, client: Client, published: Round, secretary: User) -> None:
    client.force_login(secretary)
    assert answer(client, published, kind) == 404


def test_a_stranger_gets_no_internal_document(
    client: Client, documented_round: Round, secretary: User, stranger: User
) -> None:
    round_ = publish(documented_round, secretary, "internal")
    client.force_login(stranger)
    assert [answer(client, round_, kind) for kind in (MINUTES, REPORT)] == [404, 404]


@pytest.mark.slow
@pytest.mark.parametrize("harm", [lose, flip])
def test_lost_or_changed_file_is_reported_and_rendered_again(
    harm: Callable[[FieldFile], object],
    client: Client,
    published: Round,
    secretary: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = Document.objects.get(round=published, kind=MINUTES).file
    made = content_of(file)
    harm(file)
    client.force_login(secretary)
    assert [answer(client, published, kind) for kind in (MINUTES, REPORT)] == [503, 200]
    monkeypatch.setattr("ballots.queue.send", lambda _task, pk, **_options: render_task(str(pk)))
    keep_time()
    assert content_of(Document.objects.get(round=published, kind=MINUTES).file) == made
    assert answer(client, published, MINUTES) == 200


def test_the_authority_gets_both_of_a_meeting_scope(
    client: Client, documented_round: Round, secretary: User, authority_reader: User
) -> None:
    round_ = publish(documented_round, secretary, "meeting")
    client.force_login(authority_reader)
    assert [answer(client, round_, kind) for kind in (MINUTES, REPORT)] == [200, 200]
