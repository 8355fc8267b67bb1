"""What freezing records beside the configuration."""

import secrets
from collections.abc import Iterator

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from common.commitments import SALT_BYTES
from common.languages import filled
from officials.models import DossierDocument, User
from rounds import matters
from rounds.errors import Missing, MoveRefused, Where
from rounds.models import Line, Round
from rounds.papers import documents_in_order, papers_now


def record_papers(*, round_: Round) -> None:
    """Fix papers and matters to clarify of each line of a round that the caller holds locked; 5 queries.

    Raises `MoveRefused` if a file is not the one that was uploaded.
    """
    lines = list(round_.lines.select_related("dossier__official").prefetch_related("dossier__documents"))
    clarified = matters.shown_of(round_)
    for line in lines:
        line.papers_salt = secrets.token_bytes(SALT_BYTES)
        line.papers = papers_now(line, clarified.get(line.official_id, ()))
    changed = [missing for line in lines for missing in _changed(line)]
    if changed:
        raise MoveRefused(_("This cannot be done yet. What is missing:"), changed)
    Line.objects.bulk_update(lines, ["papers_salt", "papers"])


def record_roll(*, round_: Round) -> None:
    """Copy the names of the roll of a draft that the caller holds locked, and draw its salt; 1 query."""
    account = User.objects.filter(pk=OuterRef("user"))
    shown = Coalesce(NullIf("full_name", Value("")), "username")
    round_.electors.update(
        name=Subquery(account.annotate(shown=shown).values("shown")),
        sort_key=Subquery(account.values("sort_key")),
    )
    round_.roll_salt = secrets.token_bytes(SALT_BYTES)


def _changed(line: Line) -> Iterator[Missing]:
    hashes = {row["document"]: row["hash"] for row in line.papers or [] if "document" in row}
    for document in documents_in_order(line):
        if document.sha256 and hashes[document.pk] not in (document.sha256, ""):
            yield _changed_file(line, document)


def _changed_file(line: Line, document: DossierDocument) -> Missing:
    return Missing(
        filled(
            _("The file “%(paper)s” of %(name)s on the server is not the one that was uploaded."),
            {"paper": document, "name": line.official},
        ),
        _("Delete this document and upload the paper again; tell the administrator."),
        Where.DOSSIER,
        line.dossier_id,
    )
