"""A worker that is killed while it plans or writes an import leaves nothing half done, and the import goes on."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.models import Model

from audit.models import Entry
from lists import tasks
from lists.models import ImportRow, ListImport
from lists.selectors import waiting_for_a_worker
from lists.services import uploading
from officials.models import Official, Post, Unit, User
from tests.faults.stack import children_of
from tests.lists.importing import read, xlsx

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
Worker = subprocess.Popen[bytes]
Wait = Callable[..., object]
HEADER = ["Họ và tên", "Mã cán bộ", "Chức vụ", "Đơn vị"]
NUMBER = 30
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"


@pytest.fixture
def people(department: Unit) -> bytes:
    lines = [[f"Nguyễn Văn Số {one}", f"CB-{one}", "Chuyên viên", "Phòng Kế hoạch"] for one in range(NUMBER)]
    return xlsx([HEADER, *lines])


@contextmanager
def kept_from_writing(table: type[Model]) -> Iterator[Callable[[], bool]]:
    """Let nobody write a table; what is yielded says whether somebody waits for that."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{table._meta.db_table}" IN SHARE MODE')

            def is_waiting() -> bool:
                cursor.execute(WAITING)
                return bool(cursor.fetchone()[0])

            yield is_waiting
    finally:
        other.rollback()
        other.close()


def kill(worker: Worker) -> None:
    """Kill the main process and then the one at work, so that none returns the task."""
    at_work = children_of(worker.pid)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    for pid in at_work:
        os.kill(pid, signal.SIGKILL)


def state_of(found: ListImport) -> str:
    return ListImport.objects.get(pk=found.pk).state


def a_minute_later(found: ListImport, state: str) -> bool:
    """Do what the minute sends; while the database still ends the session of the killed worker, nothing happens."""
    assert waiting_for_a_worker().filter(pk=found.pk).exists() or state_of(found) == state
    tasks.work(str(found.pk))
    return state_of(found) == state


def test_killed_while_planning(worker: Worker, wait_until: Wait, people: bytes, clerk: User) -> None:
    with kept_from_writing(ImportRow) as is_waiting:
        found = uploading.upload(kind="officials", target="", name="a.xlsx", content=people, actor=clerk)
        wait_until(is_waiting)
        kill(worker)
    assert (state_of(found), found.rows.count()) == ("reading", 0)
    wait_until(lambda: a_minute_later(found, "planned"))
    assert found.rows.filter(state="new").count() == found.rows.count() == NUMBER


def test_killed_while_writing(worker: Worker, wait_until: Wait, people: bytes, clerk: User) -> None:
    found = read("officials", people, clerk)
    with kept_from_writing(Post) as is_waiting:  # officials are written before their posts
        uploading.confirm(pk=found.pk)
        wait_until(is_waiting)
        kill(worker)
    assert (state_of(found), Official.objects.count(), Post.objects.count()) == ("writing", 0, 0)
    wait_until(lambda: a_minute_later(found, "written"))
    tasks.work(str(found.pk))
    assert (Official.objects.count(), Post.objects.count()) == (NUMBER, NUMBER)
    assert Entry.objects.filter(act="list.import").count() == 1
