"""Tasks about the box. They take ids of rounds only and are safe to run twice."""

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from celery import shared_task
from django.db import Error

from audit.services import chain_held
from ballots import queue, waiting
from ballots.services import closing, counting, destroying, issue_checks, tidying
from rounds import steps
from rounds.errors import RoundError
from rounds.services.moves import open_due_rounds

log = logging.getLogger(__name__)
LOOK_AGAIN_SECONDS = 1
SWEEPING_SECONDS = 20  # then the minute task sends it again


@shared_task(name="ballots.verify")
def verify(round_id: str) -> None:
    """Verify the proofs of the ballots that are in the box so far."""
    queue.verification_started(UUID(round_id))
    counting.verify_pending(round_id=UUID(round_id))


@shared_task(name="ballots.tidy")
def tidy(round_id: str) -> None:
    """Remove the order of voting of a closed or cancelled round."""
    tidying.erase_voting_order(round_id=UUID(round_id))
    if tidying.vacuum_tables(round_id=UUID(round_id), patience=SWEEPING_SECONDS):
        chain_held()


@shared_task(name="ballots.check_issued")
def check_issued(round_id: str) -> None:
    """Verify that the issued ballots of a closed round hold answers of its token key."""
    issue_checks.check_issued(round_id=UUID(round_id))


@shared_task(name="ballots.count")
def count(round_id: str) -> None:
    """Verify and add a part of a closed box; try again while other workers hold a part."""
    if not counting.count(round_id=UUID(round_id)):
        count.apply_async((round_id,), countdown=LOOK_AGAIN_SECONDS)


@shared_task(name="ballots.every_minute")
def every_minute() -> None:
    """Open and close due rounds, destroy keys that open nothing, and repeat work that a lost worker or queue did not finish."""
    _try(open_due_rounds)
    _try(closing.end_due_issuing)
    _try(closing.close_due_rounds)
    _try(chain_held)
    _try(destroying.destroy_void_keys)
    _send("ballots.verify", waiting.rounds_to_verify)
    _send("ballots.tidy", waiting.rounds_to_tidy)
    _send("ballots.check_issued", waiting.rounds_to_check_issued)
    _send("ballots.count", waiting.rounds_to_count)
    _send(steps.binding("open_box").task, waiting.rounds_to_open)
    _try(destroying.erase_destroyed)


def _send(task: str, rounds: Callable[[], Iterable[UUID]]) -> None:
    for round_id in rounds():
        queue.send(task, round_id)


def _try(step: Callable[[], object]) -> None:
    """Run one step; its failure does not prevent the others."""
    try:
        step()
    except (RoundError, Error):
        log.exception("A step of the minute task failed; it is tried again in a minute.")
