"""Tasks of imports; every one may be delivered twice, and a killed one begins again."""

from uuid import UUID

from celery import shared_task

from lists import queue, selectors
from lists.services import clearing, working


@shared_task(name=queue.WORK)
def work(pk: str) -> None:
    """Read or write one import, whatever it waits for."""
    working.work(UUID(pk))


@shared_task(name="lists.every_minute")
def every_minute() -> None:
    """Send the imports that wait to workers again; sent by beat."""
    for pk in selectors.waiting_for_a_worker().values_list("pk", flat=True)[:20]:
        queue.send(pk)


@shared_task(name="lists.clear")
def clear() -> None:
    """Remove files and rows that are no longer needed; sent by beat once a day."""
    clearing.clear()
