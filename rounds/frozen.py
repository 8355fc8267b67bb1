"""The frozen configuration of a round: names, posts and units as they were when it was frozen.

A post that is renamed, or a unit that is merged, after freezing changes nothing that is printed:
ballot, minutes, report and result pages read from here, not from current rows.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rounds.models import Exemption, Round


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """One line of the ballot; `position` counts from 1, `papers` is the hash of the list of papers in hex.

    `block` is the heading of its block of posts, `managed_by` the authority of the official, "" if there is none.
    """

    position: int
    name: str
    posts: tuple[str, ...]
    papers: str
    block: str = ""
    managed_by: str = ""


@dataclass(frozen=True, slots=True)
class FrozenExemption:
    """An exempt official; `reason` in the language of the reader, `detail` and `evidence` as recorded.

    `scan` is the id of the exemption that keeps the scan of the document, 0 without one.
    """

    name: str
    posts: tuple[str, ...]
    reason: str
    detail: str
    evidence: str = ""
    managed_by: str = ""
    scan: int = 0


@dataclass(frozen=True, slots=True)
class FrozenMember:
    """A member of the counting team; `index` counts from 1."""

    index: int
    name: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class FrozenConfiguration:
    """The frozen names, and how many members open the box; `superior` and `authority` are "" if the unit has none.

    `version` is that of the ballot protocol.
    """

    unit: str
    unit_code: str
    unit_place: str
    superior: str
    superior_on_letterhead: bool
    drafting_code: str
    authority: str
    campaign: str
    plan_number: str
    plan_issuer: str
    meets_at: datetime.datetime | None
    plan_date: datetime.date | None
    lines: tuple[FrozenLine, ...]
    exempt: tuple[FrozenExemption, ...]
    team: tuple[FrozenMember, ...]
    threshold: int
    version: str

    @property
    def head(self) -> FrozenMember:
        """Return the head; no round is frozen without one."""
        return next(member for member in self.team if member.is_head)

    def line(self, position: int) -> FrozenLine:
        """Return the line at a place on the ballot. Raises `StopIteration` for any other place."""
        return next(line for line in self.lines if line.position == position)

    def member(self, index: int) -> FrozenMember:
        """Return a member by number. Raises `StopIteration` for any other number."""
        return next(member for member in self.team if member.index == index)


def headings(blocks: Iterable[str]) -> list[str]:
    """Return for each line the heading to print above it: that of its block if the block begins there, else ""."""
    before, found = "", []
    for block in blocks:
        found.append(block if block != before else "")
        before = block
    return found


def is_frozen(round_: Round) -> bool:
    """Return whether the round has a frozen configuration; a round cancelled as a draft has none."""
    # An editable round has no configuration yet: its column, where it is deferred, need not be read.
    return not round_.is_editable and bool(round_.config)


def team_label(round_: Round) -> str:
    """Return the name of the counting team: as frozen, or as the rule set of a draft says."""
    return str((round_.rule_set_copy or {}).get("committee_label") or round_.rule_set.committee_label)


def frozen_configuration(round_: Round) -> FrozenConfiguration:
    """Return the configuration of a round that `is_frozen`; no query once the column is loaded."""
    config: dict[str, Any] = json.loads(bytes(round_.config or b""))
    plan_date = config["plan_date"]
    return FrozenConfiguration(
        unit=config["unit"],
        unit_code=config["unit_code"],
        unit_place=config["unit_place"],
        superior=config["superior"],
        # Rounds frozen by earlier releases printed every superior and no drafting unit.
        superior_on_letterhead=config.get("superior_on_letterhead", True),
        drafting_code=config.get("drafting_code", ""),
        authority=config["authority"],
        campaign=config["campaign"],
        plan_number=config["plan_number"],
        # Rounds frozen by earlier releases have neither.
        plan_issuer=config.get("plan_issuer", ""),
        meets_at=_moment(config.get("meets_at")),
        plan_date=datetime.date.fromisoformat(plan_date) if plan_date else None,
        lines=tuple(_line(row, config["authority"]) for row in config["lines"]),
        exempt=tuple(_exemption(row, config["authority"]) for row in config["exemptions"]),
        team=tuple(
            FrozenMember(row["index"], row["name"], row["role"] == "head") for row in config["committee"]
        ),
        threshold=config["threshold"],
        version=config["version"],
    )


def _moment(written: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(written) if written else None


def _line(row: dict[str, Any], authority: str) -> FrozenLine:
    # Rounds frozen by earlier releases bound no papers, and all their officials had one authority.
    return FrozenLine(
        position=row["position"],
        name=row["name"],
        posts=tuple(row["posts"]),
        papers=row.get("papers", ""),
        block=row.get("block", ""),
        managed_by=row.get("managed_by", authority),
    )


def _exemption(row: dict[str, Any], authority: str) -> FrozenExemption:
    return FrozenExemption(
        name=row["name"],
        posts=tuple(row.get("posts", ())),
        reason=str(Exemption.Reason(row["reason"]).label),
        detail=row["detail"],
        evidence=row.get("evidence", ""),
        managed_by=row.get("managed_by", authority),
        scan=row.get("scan", 0),
    )
