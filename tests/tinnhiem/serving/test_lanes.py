"""A lane: its threads, its queue, and which request gives way."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from tinnhiem.serving.lanes import Lane, LaneFullError


def played(scene: Callable[[], Awaitable[Any]]) -> Any:
    # In a thread of its own: a browser of the same process keeps a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scene()).result()  # type: ignore[arg-type]


async def settled() -> None:
    for _turn in range(5):
        await asyncio.sleep(0)


def test_longest_waiting_comes_first() -> None:
    order: list[str] = []

    async def scene() -> None:
        lane, gate = Lane("test", 1), threading.Event()
        tasks: list[asyncio.Task[Any]] = [asyncio.create_task(lane.run(gate.wait))]
        await settled()
        for name, since in (("late", 3.0), ("early", 1.0), ("middle", 2.0)):
            tasks.append(asyncio.create_task(lane.run(partial(order.append, name), since=since)))
        await settled()
        gate.set()
        await asyncio.gather(*tasks)

    played(scene)
    assert order == ["early", "middle", "late"]


def test_newest_gives_way_when_the_queue_is_full() -> None:
    async def scene() -> list[Any]:
        lane, gate = Lane("test", 1, most_waiting=2), threading.Event()
        tasks: list[asyncio.Task[Any]] = [asyncio.create_task(lane.run(gate.wait))]
        await settled()
        for since in (1.0, 3.0, 4.0, 2.0):
            tasks.append(asyncio.create_task(lane.run(partial(float, since), since=since)))
            await settled()
        gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    _held, one, three, four, two = played(scene)
    assert (one, two) == (1.0, 2.0)
    assert isinstance(three, LaneFullError)
    assert isinstance(four, LaneFullError)


def test_threads_are_free_again_after_cancelled_and_failed_work() -> None:
    async def scene() -> str:
        lane, gate = Lane("test", 1, most_waiting=3), threading.Event()
        running, waiting = (asyncio.create_task(lane.run(gate.wait)) for _number in range(2))
        await settled()
        waiting.cancel()
        running.cancel()
        failing = asyncio.create_task(lane.run(lambda: 1 / 0))
        await settled()
        gate.set()
        with pytest.raises(ZeroDivisionError):
            await failing
        return await asyncio.wait_for(lane.run(lambda: "done"), 60)

    assert played(scene) == "done"


def test_lanes_do_not_wait_for_each_other() -> None:
    async def scene() -> str:
        full, other, gate = Lane("full", 1), Lane("other", 1), threading.Event()
        held = [asyncio.create_task(full.run(gate.wait)) for _number in range(20)]
        answer = await asyncio.wait_for(other.run(lambda: "here"), 60)
        gate.set()
        await asyncio.gather(*held)
        return answer

    assert played(scene) == "here"
