"""One bundle for all tests here: making the round takes longer than checking it."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from ballots.models import IssuedBallot
from rounds.models import Round
from tests.verifier import sample


@dataclasses.dataclass(frozen=True)
class Made:
    """The bundle, and what the database knows besides."""

    path: Path
    fingerprint: str
    people: list[str]
    requests: list[str]


@pytest.fixture(scope="session")
def made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Made:
    with django_db_blocker.unblock(), transaction.atomic():
        round_ = sample.certified_round()
        path = sample.write(round_, tmp_path_factory.mktemp("bundle") / "bundle.zip")
        found = facts(round_, path)
        transaction.set_rollback(True)
    return found


def facts(round_: Round, path: Path) -> Made:
    electors = round_.electors.select_related("user")
    people = [text for e in electors for text in (e.user.full_name, e.user.username, e.user.email)]
    rows = IssuedBallot.objects.filter(round=round_).values_list("blinded", "evaluated", "proof")
    return Made(path, round_.fingerprint, people, [text for row in rows for text in row])


@pytest.fixture
def files(made: Made) -> dict[str, bytes]:
    """The files of the bundle, to be changed."""
    return sample.files_of(made.path)
