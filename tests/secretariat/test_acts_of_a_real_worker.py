"""An act on many rounds by a real worker, and by the next one after it was killed in the middle."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from officials.models import User
from rounds.models import Round
from secretariat.models import Work
from secretariat.together_kinds import chosen_rounds
from secretariat.work import carrying, services
from tests.roles import announce, make_draft_round, make_secretary, make_unit
from tests.waiting import somebody_waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
Worker = subprocess.Popen[bytes]
Wait = Callable[..., object]
WHY = {"reason": "Bão số 9", "day": "2030-02-01"}


def announced(secretary: User) -> list[Round]:
    [role] = secretary.unit_roles.all()
    return [
        announce(make_draft_round(make_unit(parent=role.unit, authority=role.unit))) for _number in range(3)
    ]


def postponing(secretary: User, rounds: list[Round]) -> Work:
    values = {"step": "postpone", "rounds": [str(one.pk) for one in rounds], "values": WHY}
    return services.ask(kind=Work.Kind.TAKE, user=secretary, values=values, total=len(rounds))


def days(rounds: list[Round]) -> set[str]:
    found = Round.objects.filter(pk__in=[one.pk for one in rounds])
    return {timezone.localtime(one.opens_at).date().isoformat() for one in found if one.opens_at}


def is_done(work: Work) -> bool:
    return Work.objects.filter(pk=work.pk, state="done").exists()


def test_a_worker_carries_it_out(worker: Worker, wait_until: Wait) -> None:
    secretary = make_secretary(make_unit())
    rounds = announced(secretary)
    work = postponing(secretary, rounds)
    wait_until(lambda: is_done(work))
    assert days(rounds) == {"2030-02-01"}


def test_nothing_stays_of_a_killed_worker_and_the_next_begins_again(worker: Worker, wait_until: Wait) -> None:
    secretary = make_secretary(make_unit())
    rounds = announced(secretary)
    before = days(rounds)
    keys = [str(one.pk) for one in rounds]
    values = {"step": "postpone", "rounds": keys, "values": WHY}
    work = Work.objects.create(kind=Work.Kind.TAKE, asked_by=secretary, values=values, total=3, language="vi")
    with transaction.atomic():
        last = chosen_rounds(user=secretary, step="postpone", keys=keys)[-1]
        Round.objects.select_for_update().get(
            pk=last.pk
        )  # so that the worker waits in the middle of its transaction
        services.send(work.pk)
        wait_until(somebody_waits)
        kill(worker)
    assert days(rounds) == before
    wait_until(lambda: a_minute_later(work))
    assert days(rounds) == {"2030-02-01"}


def kill(worker: Worker) -> None:
    """Kill the worker with the processes that it started."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    for pid in (worker.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)
    worker.wait()


def a_minute_later(work: Work) -> bool:
    """Do what the minute sends; while the server has not noticed the killed process, nothing happens."""
    carrying.carry_out(work_id=work.pk)
    return is_done(work)
