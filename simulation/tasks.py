"""Tasks of rehearsals; each may be delivered twice."""

import uuid

from celery import shared_task

from simulation.services import removing, running


@shared_task(name=running.PLAY)
def play(rehearsal_id: str, turn: int) -> None:
    """Play the people of a rehearsal for some seconds."""
    running.take_turn(rehearsal_id=uuid.UUID(rehearsal_id), turn=turn)


@shared_task(name="simulation.every_minute")
def every_minute() -> None:
    """Go on with rehearsals whose worker died or whose task was lost."""
    running.resume_all()


@shared_task(name="simulation.clear")
def clear() -> None:
    """Delete rehearsals that are older than the installation keeps them."""
    removing.remove_old()
