"""Two web hosts and two worker hosts that share Postgres and Valkey only: any of them dies, and nothing is lost."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from ballots.lookup import find_ballot
from ballots.models import CastBallot, IssuedBallot, SumBatch
from operations.embedded.places import BASE_DIR
from results.models import Document
from tests.faults.conftest import running
from tests.faults.hosts import Host, Installation
from tests.faults.people import FaultyMeeting, expected
from tests.faults.stack import until
from tests.faults.test_machinery import held
from tests.waiting import somebody_waits

pytestmark = [pytest.mark.slow, pytest.mark.longest, pytest.mark.django_db]
VOTERS = 60


@pytest.fixture(scope="module")
def stack(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Installation]:
    """Two hosts; the worker of the second one lacks the fonts of documents."""
    with django_db_blocker.unblock(), running(Installation) as made:
        made.start_hosts()
        yield made


def test_any_host_dies_and_nothing_is_lost(stack: Installation) -> None:
    meeting = FaultyMeeting(stack, VOTERS)
    receipts: list[Any] = []
    for host, at in zip(stack.hosts, (0, VOTERS // 2), strict=True):
        with ThreadPoolExecutor(VOTERS) as pool:
            votes = [pool.submit(voter.vote) for voter in meeting.voters[at : at + VOTERS // 2]]
            wait_for_ballots(meeting, at + VOTERS // 6)
            host.kill("web", "worker")
            receipts += [vote.result() for vote in votes]  # through the other host
        host.start("web", "worker")
    require_all_in_box(meeting)
    count_while_workers_die(stack, meeting)
    require_true_receipts(meeting, receipts)


def count_while_workers_die(stack: Installation, meeting: FaultyMeeting) -> None:
    """Kill both workers while one holds sums that are made and not stored."""
    with held(stack, "ballots_sumbatch"):
        meeting.close()
        until(lambda: somebody_waits(table="ballots_sumbatch"), "a worker with sums made, not stored")
        for host in stack.hosts:
            host.kill("worker")
    for host in stack.hosts:
        host.start("worker")
    meeting.wait_for_sums()
    batches = SumBatch.objects.filter(round=meeting.round)
    assert sum(batches.values_list("ballots", flat=True)) == VOTERS


def wait_for_ballots(meeting: FaultyMeeting, number: int) -> None:
    box = CastBallot.objects.filter(round=meeting.round)
    until(lambda: box.count() >= number, f"{number} ballots")


def require_all_in_box(meeting: FaultyMeeting) -> None:
    """Fail unless each voter has one issued row and one ballot: none lost, none doubled."""
    rows = [table.objects.filter(round=meeting.round).count() for table in (CastBallot, IssuedBallot)]
    assert rows == [len(meeting.voters)] * 2


def require_true_receipts(meeting: FaultyMeeting, receipts: list[Any]) -> None:
    """Open the box; fail unless the counts are those of all marks and every receipt leads to its ballot."""
    meeting.member().open()
    assert meeting.counts() == expected(meeting.voters)
    assert len({receipt["ballot"] for receipt in receipts}) == len(meeting.voters)
    assert all(find_ballot(meeting.round.pk, receipt["ballot"]).inclusion for receipt in receipts)


def test_documents_of_one_host_are_those_of_the_other(stack: Installation, tmp_path: Path) -> None:
    """Only the first host has the fonts: it alone makes documents, once, and both hosts hand them out."""
    one, two = stack.hosts
    two.end("worker")
    two.env["DOCUMENT_FONT_DIR"] = str(tmp_path)
    two.start("worker")
    assert "another host must make them" in two.log("worker")
    meetings = [certified(stack) for _number in range(2)]
    documents = Document.objects.filter(round__in=[meeting.round for meeting in meetings])
    until(lambda: documents.count() == 4, "documents")
    wait_for_minutes(stack, 1)
    made = renderings(one)
    wait_for_minutes(stack, 3)
    assert (renderings(one), renderings(two)) == (made, 0)
    for meeting in meetings:
        for kind in Document.Kind.values:
            path = reverse("results:document", args=[meeting.round.pk, kind])
            assert handed_out(meeting, one, path) == handed_out(meeting, two, path)


def renderings(host: Host) -> int:
    """Return how many times the worker of the host was given documents to make."""
    return len(re.findall(r"Task results\.render_documents\[\S+ received", host.log("worker")))


def certified(stack: Installation) -> FaultyMeeting:
    meeting = FaultyMeeting(stack, 3)
    meeting.all_vote()
    meeting.close()
    meeting.wait_for_sums()
    meeting.member().open()
    meeting.counts()
    meeting.member().sign_minutes()
    return meeting


def wait_for_minutes(stack: Installation, number: int) -> None:
    """Wait until the workers have looked this many times for documents that are missing."""

    def seen() -> int:
        return len(re.findall(r"Task results\.every_minute\[\S+ succeeded", stack.log("worker")))

    before = seen()
    until(lambda: seen() >= before + number, "minutes")


def handed_out(meeting: FaultyMeeting, host: Host, path: str) -> bytes:
    meeting.desk.port = host.port
    content = meeting.desk.get(path)
    assert content.startswith(b"%PDF-")
    return content


def test_rolling_update_while_people_vote(stack: Installation, tmp_path: Path) -> None:
    """The next version adds a column; hosts of both versions work side by side meanwhile."""
    code = next_version(tmp_path / "next")
    meeting = FaultyMeeting(stack, 40)
    updates = [partial(host.update, code) for host in stack.hosts]
    steps: list[Callable[[], None]] = [partial(migrate, stack, code), *updates, lambda: None]
    receipts: list[Any] = []
    for at, step in enumerate(steps):
        with ThreadPoolExecutor(10) as pool:
            votes = [pool.submit(voter.vote) for voter in meeting.voters[10 * at : 10 * at + 10]]
            step()
        receipts += [vote.result() for vote in votes]
    assert {Path(f"/proc/{web.pid}/cwd").resolve() for web in webs(stack)} == {code.resolve()}
    require_all_in_box(meeting)
    meeting.close()
    meeting.wait_for_sums()
    require_true_receipts(meeting, receipts)


def next_version(folder: Path) -> Path:
    """Return a copy of the program whose rounds have one more column."""
    left_out = shutil.ignore_patterns(".*", "node_modules", "var", "tests", "docs", "__pycache__")
    shutil.copytree(BASE_DIR, folder, ignore=left_out)
    [leaf] = MigrationLoader(None).graph.leaf_nodes("rounds")
    (folder / "rounds/migrations/9999_next.py").write_text(MIGRATION.format(leaf=leaf))
    with (folder / "rounds/models/__init__.py").open("a") as models:
        models.write(MODEL)
    return folder


MODEL = """
from django.db.models import TextField
Round.add_to_class("of_the_next_version", TextField(null=True))
"""
MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [{leaf}]
    operations = [migrations.AddField("Round", "of_the_next_version", models.TextField(null=True))]
"""


def migrate(stack: Installation, code: Path) -> None:
    env = {**stack.hosts[0].env, "PYTHONPATH": str(code)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=code, env=env, check=True)


def webs(stack: Installation) -> list[subprocess.Popen[bytes]]:
    return [host.running["web"] for host in stack.hosts]
