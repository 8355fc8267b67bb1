"""Publish a certified result in the frozen scope of its round, or archive it."""

import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.services import act
from notices.services.telling import Message, tell
from officials.models import User
from results.models import Publication
from results.readers import new_readers
from results.wanted import lacking_documents
from rounds.errors import Missing, Where
from rounds.lifecycle import advance
from rounds.models import Round


def before_publishing(round_: Round) -> list[Missing]:
    """Return what prevents publishing: a mark of secrecy, or missing documents."""
    missing = []
    if round_.is_rehearsal:
        missing.append(
            Missing(
                _("Nothing of a rehearsal is published."), _("Delete the rehearsal once you have seen it.")
            )
        )
    if round_.marking == Round.Marking.SECRET:
        missing.append(
            Missing(
                _(
                    "The result is marked secret. State secrets may not be kept on a machine that "
                    "is or was connected to a network, so it is neither published nor mailed here."
                ),
                _("Hand the signed documents over on paper and close the file of the round."),
                Where.DOCUMENTS,
            )
        )
    if Round.objects.filter(lacking_documents(), pk=round_.pk).exists():
        missing.append(
            Missing(
                _("The minutes and the report are still being made."),
                _("Wait for the worker to finish them; this takes some seconds."),
                Where.DOCUMENTS,
            )
        )
    return missing


@transaction.atomic
def publish(*, round_id: uuid.UUID, actor: User) -> Publication:
    """Publish a certified result in its frozen scope; repeating it does nothing.

    Raises `MoveRefused` with everything that prevents it.
    """
    round_ = advance(round_id=round_id, step="publish", actor=actor)
    with act("result.publish", actor=actor, subject=round_):
        publication, is_new = Publication.objects.get_or_create(
            round=round_, defaults={"scope": round_.scope, "published_by": actor}
        )
    if is_new:
        tell_readers(round_, publication)
    return publication


def tell_readers(round_: Round, publication: Publication) -> None:
    """Tell the people whom publishing lets read the result; the counting team and the secretariat read it already."""
    link = f"{settings.SITE_URL}{reverse('results:result', args=[round_.pk])}"
    message = Message(kind="result_published", round_=round_, facts={"link": link}, is_automatic=True)
    tell(message, new_readers(round_, publication.scope))


def archive(*, round_id: uuid.UUID, actor: User) -> Round:
    """Archive a certified or published round. Raises `MoveRefused` from any other state."""
    return advance(round_id=round_id, step="archive", actor=actor)
