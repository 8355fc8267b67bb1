"""The ballot as printed on the voter's page: frozen names and posts."""

import json
from dataclasses import dataclass
from typing import Any

from common.languages import gloss
from rounds.frozen import headings
from rounds.models import Level, Round
from rounds.plan_shown import ShownPlan, shown_plan


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One frozen line; `index` counts from 0, `number` is printed.

    `heading` is that of the block of posts that begins with the line, or "".
    """

    index: int
    number: int
    name: str
    posts: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PrintedBallot:
    """The ballot of a frozen round as printed; `levels` are (value, name) in ballot order."""

    unit: str
    campaign: str
    plan: ShownPlan | None
    levels: tuple[tuple[int, str], ...]
    lines: tuple[PrintedLine, ...]

    @property
    def meanings(self) -> list[tuple[str, str]]:
        """Return the name of each level and its meaning in English, in brackets; [] on Vietnamese pages."""
        named = zip(self.levels, Level.values, strict=True)
        return [(name, meaning) for (_value, name), level in named if (meaning := gloss(level))]


def printed_ballot(round_: Round) -> PrintedBallot:
    """Return the ballot of a frozen round as its configuration was frozen, not as current rows are."""
    config: dict[str, Any] = json.loads(bytes(round_.config or b""))
    blocks = headings(line.get("block", "") for line in config["lines"])
    return PrintedBallot(
        unit=config["unit"],
        campaign=config["campaign"],
        plan=shown_plan(round_),
        levels=tuple((value, config["levels"][level]) for value, level in enumerate(Level.values)),
        lines=tuple(
            PrintedLine(index, line["position"], line["name"], tuple(line["posts"]), heading)
            for index, (line, heading) in enumerate(zip(config["lines"], blocks, strict=True))
        ),
    )
