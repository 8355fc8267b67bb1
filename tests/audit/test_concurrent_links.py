"""Many writers make one chain without gap or fork, and a long import blocks no other writer."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from audit.models import ChainLink
from audit.services import act, note
from officials.models import Unit, User
from tests.audit.chain import faults
from tests.roles import make_unit, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


def in_threads(work: Callable[[int], None], count: int) -> None:
    """Run in threads with connections of their own, and wait for all."""

    def run(number: int) -> None:
        try:
            work(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


def test_threads_make_one_chain() -> None:
    def write(thread: int) -> None:
        for number in range(15):
            with transaction.atomic(), act("unit.save", text=f"{thread} {number}"):
                Unit.objects.create(name=f"Phòng {thread}/{number}", place="Huế")

    in_threads(write, 6)
    links = list(ChainLink.objects.values_list("number", flat=True))
    assert links == list(range(1, 91))
    assert faults() == []


def test_open_import_blocks_no_other() -> None:
    """The lock of the chain is taken at commit, so an import that takes minutes does not delay others."""

    def write(_number: int) -> None:
        with transaction.atomic():
            note("unit.save", text="Trong khi nhập")

    with transaction.atomic(), act("unit.save"):
        Unit.objects.bulk_create(Unit(name=f"Phòng {number}", place="Huế") for number in range(100))
        in_threads(write, 2)
        assert ChainLink.objects.count() == 2
    assert ChainLink.objects.count() == 3
    assert faults() == []


def test_check_of_foreign_keys_does_not_wait_under_the_lock() -> None:
    """One commit waits for a row that another transaction holds, and that one commits meanwhile."""
    user, unit = make_user("Một"), make_unit("Sở")
    has_lock, go_on = threading.Event(), threading.Event()
    problems: list[Exception] = []

    def hold(_number: int) -> None:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            has_lock.set()
            go_on.wait(20)
            note("unit.save", text="Hai")

    def write(_number: int) -> None:
        has_lock.wait(20)
        try:
            with transaction.atomic():
                note("unit.save", text="Một")
                unit.roles.create(user=user, role="auditor")
                threading.Timer(0.5, go_on.set).start()
        except Exception as problem:  # noqa: BLE001 - reported by the assertion
            problems.append(problem)

    in_threads(lambda number: (hold, write)[number](number), 2)
    assert problems == []
    assert faults() == []
