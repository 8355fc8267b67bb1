"""The ballot as printed on the voter's page: frozen names, with the dossiers beside them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from officials.models import DossierDocument
from rounds.models import Level, Line, Round


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One frozen line; `index` counts from 0, `number` is printed."""

    index: int
    number: int
    name: str
    posts: list[str]
    documents: list[DossierDocument]


@dataclass(frozen=True, slots=True)
class PrintedBallot:
    """The ballot of a frozen round as printed; `levels` are (value, name) in ballot order."""

    unit: str
    campaign: str
    levels: list[tuple[int, str]]
    lines: list[PrintedLine]


def printed_ballot(round_: Round, lines: Iterable[Line]) -> PrintedBallot:
    """Return the ballot of a frozen round as its configuration was frozen, not as current rows are."""
    config: dict[str, Any] = json.loads(bytes(round_.config or b""))
    papers = {line.position: _documents(line) for line in lines}
    return PrintedBallot(
        unit=config["unit"],
        campaign=config["campaign"],
        levels=[(value, config["levels"][level]) for value, level in enumerate(Level.values)],
        lines=[
            PrintedLine(
                index, line["position"], line["name"], line["posts"], papers.get(line["position"], [])
            )
            for index, line in enumerate(config["lines"])
        ],
    )


def _documents(line: Line) -> list[DossierDocument]:
    """Return the papers in the order in which voters read them."""
    if line.dossier is None:
        return []
    return sorted(line.dossier.documents.all(), key=lambda document: (document.kind, document.pk))
