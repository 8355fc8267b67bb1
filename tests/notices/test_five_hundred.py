"""500 notices through two workers that are killed twice: nobody is mailed twice, and nobody is forgotten."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from pytest_django import Settings

from notices import queue
from notices.models import Notice
from notices.services import sending
from operations.embedded.places import BASE_DIR
from rounds.models import Round
from tests.notices.notes import come_due, invite
from tests.notices.postbox import Postbox, running
from tests.operations.processes import free_port
from tests.roles import make_users
from tests.waiting import is_alone

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
PEOPLE, DEFERRED = 500, 50
MOVING = ("waiting", "claimed", "sending", "deferred")


class Greylisting(Postbox):
    """Defers a tenth of the addresses at their first attempt."""

    def __init__(self, deferred: set[str]) -> None:
        super().__init__()
        self.answers = dict.fromkeys(deferred, "451 4.7.1 greylisted, come back")


class Workers:
    """Two Celery workers that send to one mail server; `kill` ends both as a power cut does."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.env, self.log = env, log
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        with self.log.open("ab") as output:
            for number in (1, 2):
                command = [sys.executable, "-m", "celery", "-A", "tinnhiem", "worker", "-n", f"w{number}@%h"]
                options = ["--concurrency=1", "--loglevel=WARNING"]
                started = subprocess.Popen(
                    [*command, *options],
                    env=self.env,
                    cwd=BASE_DIR,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
                self.running.append(started)

    def kill(self) -> None:
        while self.running:
            worker = self.running.pop()
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait(60)


def hand_out() -> None:
    """Do what beat's task does each minute."""
    for mail in sending.due_mails():
        queue.send(str(mail))


def pass_leases() -> None:
    """Let the leases of dead workers be over."""
    past = "2026-01-01T00:00Z"
    Notice.objects.filter(lease_until__isnull=False).update(lease_until=past)
    come_due()


def test_nobody_twice_and_nobody_forgotten(
    draft_round: Round,
    process_env: dict[str, str],
    empty_queue: redis.Redis,
    settings: Settings,
    tmp_path: Path,
    wait_until: Callable[..., object],
) -> None:
    settings.NOTICES_PER_MINUTE = 2 * PEOPLE
    people = make_users(PEOPLE)
    invite(draft_round, *people)
    box = Greylisting({user.email for user in people[:DEFERRED]})
    with running(box, free_port()) as controller:
        address = f"smtp://127.0.0.1:{controller.port}"
        workers = Workers({**process_env, "EMAIL_URL": address}, tmp_path / "workers.log")
        try:
            for enough in (150, 300):
                workers.start()
                hand_out()
                wait_until(lambda enough=enough: len(box.taken) >= enough)
                workers.kill()
                wait_until(
                    is_alone
                )  # else the lease of a commit under way would begin after they all have passed
                pass_leases()
            box.answers.clear()
            workers.start()
            _finish(wait_until)
        finally:
            workers.kill()
            sys.stdout.write((tmp_path / "workers.log").read_text(errors="replace")[-4000:])
    _check(box)


def _finish(wait_until: Callable[..., object]) -> None:
    """Go on as beat does until nothing is under way."""

    def is_over() -> bool:
        Notice.objects.filter(state="deferred").update(queued_until=None, due_at="2026-01-01T00:00Z")
        hand_out()
        time.sleep(0.5)
        return not Notice.objects.filter(kind="invitation", state__in=MOVING).exists()

    wait_until(is_over)


def _check(box: Postbox) -> None:
    mails = Counter(box.addresses)
    rows = dict(Notice.objects.filter(kind="invitation").values_list("address", "state"))
    assert max(mails.values()) == 1
    assert len(rows) == PEOPLE
    assert set(rows.values()) <= {"accepted", "unknown"}
    assert sum(state == "unknown" for state in rows.values()) <= 4  # one for each worker that was killed
    assert {address for address, state in rows.items() if state == "accepted"} <= mails.keys()
