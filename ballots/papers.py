"""The papers of a frozen ballot as a voter of the round reads them."""

import hashlib
import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import capfirst

from ballots import selectors
from ballots.errors import PaperChanged
from common.canonical import canonical_json
from officials.models import DossierDocument, User
from rounds.frozen import frozen_configuration
from rounds.models import Line, Round
from rounds.papers import frozen_hash, paper_row, supplements

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper whose bytes are those that were frozen, or uploaded later."""

    name: str
    content: bytes


def papers_of(round_: Round) -> list[dict[str, Any]]:
    """Return for each line its list of papers as frozen, for the script that compares it with the manifest.

    `list` is the text under the hash, `salt` is in hex; `supplements` came later and have rows of the same
    kind. `frozen` is the hash in the configuration, which is all there is before the box is locked.
    """
    frozen = frozen_configuration(round_).lines
    return [
        {
            "salt": bytes(line.papers_salt or b"").hex(),
            "list": canonical_json(line.papers or []).decode(),
            "frozen": as_frozen.papers,
            "supplements": [paper_row(document, document.sha256) for document in supplements(line)],
        }
        for line, as_frozen in zip(selectors.lines_with_dossiers(round_), frozen, strict=True)
    ]


def kinds() -> dict[str, str]:
    """Return kind in a list of papers → its name in the language of the reader."""
    return {kind.name.lower(): capfirst(str(kind.label)) for kind in DossierDocument.Kind}


def paper_for_voter(*, user: User, round_id: UUID, pk: int) -> Paper:
    """Return a paper of a dossier on the ballot of one of the voter's rounds.

    Raises `Line.DoesNotExist` for everybody else, `FileNotFoundError` if the file is gone, and
    `PaperChanged` if it is not the file of which the round holds the hash.
    """
    line, document = selectors.paper_of_line(user=user, round_id=round_id, pk=pk)
    with document.file.open("rb") as file:
        content = file.read()
    _require_frozen(line, document, content)
    return Paper(str(document), content)


def _require_frozen(line: Line, document: DossierDocument, content: bytes) -> None:
    recorded = frozen_hash(line, document)
    if recorded and hashlib.sha256(content).hexdigest() != recorded:
        log.error("The file of document %s was changed since it was recorded.", document.pk)
        raise PaperChanged
