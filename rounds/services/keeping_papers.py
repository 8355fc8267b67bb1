"""Write the papers of dossiers. Those of a frozen round stay; a correction is a new paper with its date."""

from django.db import transaction
from django.utils.translation import gettext as _

from officials import services as officials_services
from officials.models import Dossier, DossierDocument, User
from rounds.errors import Frozen
from rounds.locks import lock_round
from rounds.models import Round
from rounds.selectors import rounds_keeping
from rounds.services.noting import note_event

SUPPLEMENTED = "supplemented"


@transaction.atomic
def save_document(*, document: DossierDocument, actor: User | None) -> DossierDocument:
    """Write a paper. A new paper in the dossier of a frozen round is noted in the log of the round.

    Raises `Frozen` for a paper that such a round keeps.
    """
    is_new = document._state.adding  # noqa: SLF001 - documented by Django
    rounds = _locked(document.dossier)
    if not is_new:
        _require_free(rounds)
    saved = officials_services.save_document(document=document)
    for round_ in rounds:
        detail = f"{document.dossier.official}: {document} ({document.sha256})"
        note_event(round_, SUPPLEMENTED, actor=actor, detail=detail)
    return saved


@transaction.atomic
def remove_document(*, document: DossierDocument) -> None:
    """Delete a paper and its file. Raises `Frozen` for a paper that a frozen round keeps."""
    _require_free(_locked(document.dossier))
    officials_services.remove(row=document)


def _locked(dossier: Dossier) -> list[Round]:
    """Lock the rounds with the dossier on their ballot; return those that keep its papers."""
    lock_rounds_of(dossier)
    return list(rounds_keeping(dossier=dossier))


def lock_rounds_of(dossier: Dossier) -> None:
    """Lock the rounds with the dossier on their ballot, in one order, until the transaction ends."""
    for pk in Round.objects.filter(lines__dossier=dossier).order_by("pk").values_list("pk", flat=True):
        lock_round(pk)


def _require_free(rounds: list[Round]) -> None:
    if rounds:
        raise Frozen(
            _(
                "The round “%(title)s” is frozen with this document, so it is neither changed nor deleted. "
                "Add a correction as a new document; voters see it with its date."
            )
            % {"title": rounds[0].title}
        )
