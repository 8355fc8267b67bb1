"""One bundle for all tests here: making the round takes longer than checking it."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ballots.models import IssuedBallot
from results.bundle import bundle
from rounds.models import Round
from tests.ballots import hall
from tests.verifier import sample
from tests.verifier.forger import TeamForger


@dataclasses.dataclass(frozen=True)
class MadeBundle:
    """The bundle, how it was made and sent, and what the database knows besides."""

    path: Path
    sizes: list[int]
    queries: list[str]
    again: bytes
    sent: bytes
    headers: Any
    fingerprint: str
    people: list[str]
    requests: list[str]
    secrets: dict[int, bytes]  # the members' signing secrets


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Django makes the tests' database only when a test asks for it; a fixture alone does not."""
    for item in items:
        if "made" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> MadeBundle:
    with django_db_blocker.unblock(), transaction.atomic():
        found = make(sample.certified_round(), tmp_path_factory.mktemp("bundle") / "bundle.zip")
        transaction.set_rollback(True)
    return found


def make(round_: Round, path: Path) -> MadeBundle:
    with CaptureQueriesContext(connection) as asked:
        pieces = list(bundle(round_))
    statements = [query["sql"] for query in asked]  # before a request of the test client clears the list
    path.write_bytes(b"".join(pieces))
    electors = round_.electors.select_related("user")
    client = Client()
    client.force_login(round_.committee.all()[0].user)
    answer: Any = client.get(reverse("results:bundle", args=[round_.pk]))
    rows = IssuedBallot.objects.filter(round=round_).values_list("blinded", "evaluated", "proof")
    return MadeBundle(
        path=path,
        sizes=[*map(len, pieces)],
        queries=statements,
        again=b"".join(bundle(Round.objects.get(pk=round_.pk))),
        sent=b"".join(answer.streaming_content),
        headers=answer.headers,
        fingerprint=round_.fingerprint,
        people=[text for e in electors for text in (e.user.full_name, e.user.username, e.user.email)],
        requests=[text for row in rows for text in row],
        secrets={d.index: d.keys(d.ceremony()).signing_secret for d in hall.devices_of_team(round_)},
    )


@pytest.fixture
def forger(made: MadeBundle) -> TeamForger:
    """The files of the bundle, to be changed by somebody with the members' keys."""
    return TeamForger(sample.files_of(made.path), made.secrets)


@pytest.fixture
def files(made: MadeBundle) -> dict[str, bytes]:
    """The files of the bundle, to be changed."""
    return sample.files_of(made.path)
