"""The papers of a frozen ballot as a voter of the round reads them."""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import capfirst

from ballots import paper_selectors
from ballots.errors import PaperChanged
from common.canonical import canonical_json
from officials.models import DossierDocument, User
from rounds.frozen import frozen_configuration
from rounds.matters import shown_of
from rounds.models import Line, Matter, Round
from rounds.papers import file_name, frozen_hash, matter_row, paper_row

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper whose bytes are those that were frozen, or uploaded later."""

    file_name: str
    content: bytes


def papers_of(round_: Round) -> list[dict[str, Any]]:
    """Return for each line its list of papers as frozen, for the script that compares it with the manifest.

    `list` is the text under the hash, `salt` is in hex; `supplements` came later and have rows of the same
    kind. `frozen` is the hash in the configuration, which is all there is before the box is locked.
    """
    lines = paper_selectors.papers_by_line(round_)
    later, clarified = _supplements(lines), shown_of(round_)
    return [
        {
            "salt": line.salt.hex(),
            "list": canonical_json(line.frozen).decode(),
            "frozen": as_frozen.papers,
            "supplements": [
                *(paper_row(paper, paper.sha256) for paper in later[line.dossier]),
                *_answered_later(line, clarified.get(line.official, ())),
            ],
        }
        for line, as_frozen in zip(lines, frozen_configuration(round_).lines, strict=True)
    ]


def _answered_later(
    line: paper_selectors.LinePapers, clarified: Iterable[Matter]
) -> Iterator[dict[str, Any]]:
    """Yield the matters that were answered after freezing."""
    frozen = {row["matter"]: row for row in line.frozen if "matter" in row}
    for matter in clarified:
        row = matter_row(matter)
        if row["answer"] and row != frozen.get(row["matter"], row):
            yield row


def _supplements(lines: list[paper_selectors.LinePapers]) -> Mapping[int | None, list[DossierDocument]]:
    """Return the papers that came after the freezing, by dossier; usually there are none."""
    found = defaultdict[int | None, list[DossierDocument]](list)
    if dossiers := [line.dossier for line in lines if line.dossier]:
        frozen = [row["document"] for line in lines for row in line.frozen if "document" in row]
        for paper in paper_selectors.supplements_of(dossiers, frozen):
            found[paper.dossier_id].append(paper)
    return found


def kinds() -> dict[str, str]:
    """Return kind of a paper in a list → its name in the language of the reader."""
    return {kind.name.lower(): capfirst(str(kind.label)) for kind in DossierDocument.Kind}


def paper_for_voter(*, user: User, round_id: UUID, pk: int) -> Paper:
    """Return a paper of a dossier on the ballot of one of the voter's rounds.

    Raises `Line.DoesNotExist` for everybody else, `FileNotFoundError` if the file is gone, and
    `PaperChanged` if it is not the file of which the round holds the hash.
    """
    line, document = paper_selectors.paper_of_line(user=user, round_id=round_id, pk=pk)
    with document.file.open("rb") as file:
        content = file.read()
    _require_frozen(line, document, content)
    return Paper(file_name(document), content)


def _require_frozen(line: Line, document: DossierDocument, content: bytes) -> None:
    recorded = frozen_hash(line, document)
    if recorded and hashlib.sha256(content).hexdigest() != recorded:
        log.error("The file of document %s was changed since it was recorded.", document.pk)
        raise PaperChanged
