"""Render minutes and report; each is stored together with its row, or not at all."""

import hashlib
import uuid

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import act
from documents import files
from documents.fonts import DocumentFontError
from results.documents.assemble import minutes_data, report_data
from results.documents.render import render_minutes, render_report
from results.models import Document
from results.wanted import Wanted, wanted_documents
from rounds import states
from rounds.cautions import waits_for_address
from rounds.entries import last_entry
from rounds.errors import RoundError
from rounds.locks import lock_round
from rounds.models import Round
from rounds.services.noting import note_event
from rounds.states import Actor

FAILED_EVENT = "documents"


class NotCertified(RoundError):
    """The round is not certified, so there are no documents."""


class DocumentNotMade(RoundError):
    """The disk of the worker is full; nothing was stored, and a later attempt may succeed."""


class AddressIsLocal(RoundError):
    """The documents would print an address that leads every reader to the own machine."""


class DocumentDiffers(RoundError):
    """A lost document was rendered again with other bytes; nothing was stored."""


FAILURES = (AddressIsLocal, DocumentNotMade, DocumentDiffers, DocumentFontError)


def render_documents(*, round_id: uuid.UUID) -> list[Document]:
    """Render the documents that a certified round lacks; a stored one is kept.

    A lost or changed file is rendered again, with the same bytes. Raises `NotCertified`,
    `AddressIsLocal`, `DocumentNotMade`, `DocumentDiffers` or `DocumentFontError`.
    """
    round_ = Round.objects.select_related("unit__parent", "unit__authority", "campaign").get(pk=round_id)
    if round_.state not in states.seen_by(Actor.READER):
        raise NotCertified(_("The figures are not confirmed yet, so there is nothing to print."))
    if waits_for_address(round_):
        raise AddressIsLocal(
            _(
                "Documents are not made yet: they print the address of this site, which is still %(address)s. "
                "Ask the keeper of the system to set SITE_URL; then they are made by themselves."
            )
            % {"address": settings.SITE_URL}
        )
    return [_stored_or_made(round_, wanted) for wanted in wanted_documents(round_)]


def tell_documents_failed(*, round_id: uuid.UUID, problem: Exception) -> None:
    """Write the failure into the log once, although the task repeats."""
    with transaction.atomic():
        round_ = lock_round(round_id)
        last = last_entry(round_, FAILED_EVENT)
        if last is None or last.detail != str(problem):
            note_event(round_, FAILED_EVENT, actor=None, detail=str(problem))


def _stored_or_made(round_: Round, wanted: Wanted) -> Document:
    found = Document.objects.filter(round=round_, kind=wanted.kind, authority=wanted.authority)
    last = found.order_by("pk").last()
    if last and files.is_unchanged(str(last.file.name), last.sha256):
        return last
    return _make(round_, wanted, last)


def _make(round_: Round, wanted: Wanted, lost: Document | None) -> Document:
    content = _content(round_, wanted)
    digest = hashlib.sha256(content).hexdigest()
    if lost and lost.sha256 != digest:
        raise _differs(lost)
    with transaction.atomic():
        lock_round(round_.pk)
        name = files.store(files.stored_name(round_.pk, wanted.kind, digest), content)
        with act("document.make", actor=None, subject=round_):
            document, _created = Document.objects.update_or_create(
                round=round_,
                kind=wanted.kind,
                sha256=digest,
                defaults={"file": name, "authority": wanted.authority},
            )
    return document


def _differs(lost: Document) -> DocumentDiffers:
    """People hold the first version, signed, so a different one must not silently replace it."""
    return DocumentDiffers(
        _(
            "The file of the %(document)s is lost or was changed, and made again it comes out "
            "different, say because the program was renewed. Put %(file)s back from a backup; "
            "its SHA-256 is %(digest)s."
        )
        % {
            "document": lost.get_kind_display(),
            "file": lost.file.name,
            "digest": lost.sha256,
        }
    )


def _content(round_: Round, wanted: Wanted) -> bytes:
    """Render the document; this fails on a full disk, because the renderer keeps fonts in temporary files."""
    try:
        if wanted.kind == Document.Kind.MINUTES:
            return render_minutes(minutes_data(round_))
        return render_report(report_data(round_, wanted))
    except OSError as problem:
        raise DocumentNotMade(
            _(
                "The document could not be made: %(reason)s. Free space on the worker's disk; it is tried again."
            )
            % {"reason": problem.strerror}
        ) from problem
