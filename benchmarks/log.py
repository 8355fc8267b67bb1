"""The log: acts beside plain transactions, an import, the check of many rows, and what a round adds."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from audit import verification
from audit.models import ChainLink, Detail
from audit.services import act
from benchmarks import scene
from benchmarks.sizes import Sizes
from officials.models import Official, Unit

THREADS = (1, 4)
AT_ONCE = 10_000  # rows of one act
LINES, VOTERS = 10, 50
TABLES = ("audit_entry", "audit_detail", "audit_value", "audit_link", "audit_pending")


def run(sizes: Sizes) -> dict[str, Any]:
    """Return transactions a second with and without an act, rows a second, seconds of the check, bytes of a round."""
    before = _bytes()
    scene.open_round(lines=LINES, voters=VOTERS)
    grown = _bytes() - before
    rows = [_beside(sizes.log_acts, threads) for threads in THREADS]
    imported = _import(sizes.log_rows)
    return {
        "lines": LINES,
        "voters": VOTERS,
        "round_bytes": grown,
        "rows": rows,
        "imported": imported,
        "check": _check(),
    }


def _beside(number: int, threads: int) -> dict[str, float]:
    """Measure in turn, so that both meet the same machine."""
    plain, stated = _rate(_plain, number, threads), _rate(_stated, number, threads)
    return {"threads": threads, "plain": plain, "act": stated, "ratio": stated / plain}


def _rate(write: Callable[[str], None], number: int, threads: int) -> float:
    begin = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda part: _write(write, f"{begin}-{part}", number), range(threads)))
    return threads * number / (time.perf_counter() - begin)


def _write(write: Callable[[str], None], name: str, number: int) -> None:
    try:
        for place in range(number):
            with transaction.atomic():
                write(f"{name}-{place}")
    finally:
        connection.close()


def _plain(name: str) -> None:
    Session.objects.bulk_create(
        [Session(session_key=name[:40], session_data="x", expire_date=timezone.now())]
    )


def _stated(name: str) -> None:
    with act("unit.save", actor=None):
        Unit.objects.bulk_create([Unit(name=name, place="Huế")])


def _import(rows: int) -> dict[str, float]:
    """Write officials as imports do, many in one act."""
    links, begin = ChainLink.objects.count(), time.perf_counter()
    for first in range(0, rows, AT_ONCE):
        with transaction.atomic(), act("official.save", actor=None):
            Official.objects.bulk_create(
                (
                    Official(full_name=f"Nguyễn Văn {number}")
                    for number in range(first, min(first + AT_ONCE, rows))
                ),
                batch_size=1000,
            )
    seconds = time.perf_counter() - begin
    return {"rows": rows, "links": ChainLink.objects.count() - links, "rate": rows / seconds}


def _check() -> dict[str, float]:
    rows = Detail.objects.count() + ChainLink.objects.count()
    begin = time.perf_counter()
    assert list(verification.faults()) == []
    return {"rows": rows, "seconds": time.perf_counter() - begin}


def _bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name",
            [list(TABLES)],
        )
        return int(cursor.fetchone()[0])
