"""The ballot as printed on the voter's page: frozen names and posts."""

import json
from dataclasses import dataclass
from typing import Any

from rounds.models import Level, Round


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One frozen line; `index` counts from 0, `number` is printed."""

    index: int
    number: int
    name: str
    posts: list[str]


@dataclass(frozen=True, slots=True)
class PrintedBallot:
    """The ballot of a frozen round as printed; `levels` are (value, name) in ballot order."""

    unit: str
    campaign: str
    levels: list[tuple[int, str]]
    lines: list[PrintedLine]


def printed_ballot(round_: Round) -> PrintedBallot:
    """Return the ballot of a frozen round as its configuration was frozen, not as current rows are."""
    config: dict[str, Any] = json.loads(bytes(round_.config or b""))
    return PrintedBallot(
        unit=config["unit"],
        campaign=config["campaign"],
        levels=[(value, config["levels"][level]) for value, level in enumerate(Level.values)],
        lines=[
            PrintedLine(index, line["position"], line["name"], line["posts"])
            for index, line in enumerate(config["lines"])
        ],
    )
