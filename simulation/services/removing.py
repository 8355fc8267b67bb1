"""Delete rehearsals whole: ballots, keys, documents, simulated accounts. That they were held stays in the log."""

from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from audit.services import act
from officials import services as people
from officials.models import User
from rounds.locks import lock_round
from rounds.models import Round
from rounds.services.noting import note_event
from simulation import logged
from simulation.models import Rehearsal
from simulation.selectors import older_than, simulated_people


@transaction.atomic
def remove(*, rehearsal_id: UUID, actor: User | None) -> None:
    """Delete the rehearsal and everything of its copy; a program that plays it ends by itself."""
    copy = lock_round(rehearsal_id)
    rehearsal = Rehearsal.objects.select_related("source").get(pk=rehearsal_id)
    accounts = simulated_people(copy)
    with act("rehearsal.delete", actor=actor, subject=rehearsal.source or copy, text=copy.title):
        with connection.cursor() as cursor:
            cursor.execute("SELECT simulation_remove(%s)", [copy.pk])
        people.remove_simulated_accounts(accounts=accounts)
    if rehearsal.source:
        note_event(rehearsal.source, logged.DELETED, actor=actor, detail=copy.title)


def remove_old() -> None:
    """Delete the rehearsals that are older than the installation keeps them."""
    for rehearsal in older_than(settings.REHEARSAL_DAYS):
        remove(rehearsal_id=rehearsal.pk, actor=None)


def source_removed(*, round_: Round) -> None:
    """Delete the rehearsals of a draft with the draft."""
    for rehearsal in Rehearsal.objects.filter(source=round_):
        remove(rehearsal_id=rehearsal.pk, actor=None)
