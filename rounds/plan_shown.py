"""The plan that a round cites and shows: as frozen, or as it stands now for a round that is prepared."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from common.refusals import Text
from documents.wording import as_clause, long_date
from rounds.models import Plan, Round
from rounds.plan_content import LABELS, TEXTS
from rounds.plan_selectors import chain_of, inherited, plan_for, versions_of


@dataclass(frozen=True, slots=True)
class PlanSection:
    """One of the texts: its field, and (issuing body, text) of each plan, the superior one first."""

    name: str
    parts: tuple[tuple[str, str], ...]

    @property
    def label(self) -> Text:
        """The heading in the language of the reader."""
        return LABELS[self.name]

    @property
    def names_bodies(self) -> bool:
        """Whether several bodies speak, so that each is named."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """What pages show of the plan of a round."""

    title: str
    sections: tuple[PlanSection, ...]


def plan_copy(round_: Round) -> dict[str, Any] | None:
    """Return the plans that hold for a round, the superior first, with their texts; None without an approved one.

    `plans` are what documents cite, `texts` are [issuing body, text] by field. The texts are those of the versions
    in force, never of an amendment that is being prepared.
    """
    plan = plan_for(campaign=round_.campaign, unit_id=round_.unit_id)
    if plan is None:
        return None
    chain = [in_force for one in chain_of(plan) if (in_force := _in_force(one))]
    texts = inherited([approved for approved, _cited in chain]).texts
    return {"plans": [cited for _approved, cited in chain], "texts": texts}


def _in_force(plan: Plan) -> tuple[Plan, dict[str, Any]] | None:
    """Return the plan with the texts of its last version (unsaved), and what documents cite of it."""
    versions = list(versions_of(plan))
    if not versions:
        return None
    for name in ("subject", "issuing_body", *TEXTS):
        setattr(plan, name, versions[-1].content[name])
    first, *amendments = versions
    return plan, {
        "plan": plan.pk,
        "version": versions[-1].index,
        "number": first.number,
        "date": _iso(first.date),
        "issuer": plan.issuer,
        "subject": plan.subject,
        "amended": [[one.number, _iso(one.date)] for one in amendments],
    }


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def citations(copy: dict[str, Any] | None) -> list[str]:
    """Return how documents cite the plans of a round, the superior one first."""
    return [_citation(plan) for plan in (copy or {}).get("plans", [])]


def _citation(plan: dict[str, Any]) -> str:
    amended = ", ".join(_numbered(number, day) for number, day in plan["amended"])
    text = (
        f"{_numbered(plan['number'], plan['date'])} của {plan['issuer']} về việc {as_clause(plan['subject'])}"
    )
    return f"{text} (được sửa đổi, bổ sung bởi {amended})" if amended else text


def _numbered(number: str, day: str) -> str:
    dated = f" {long_date(datetime.date.fromisoformat(day))}" if day else ""
    return f"Kế hoạch số {number}{dated}"


def shown_plan(round_: Round) -> ShownPlan | None:
    """Return the plan of a round as people read it: as frozen, else as in force now; None without one.

    A frozen round costs no query; plans of earlier releases have no texts and are not shown.
    """
    copy = round_.plan_copy if round_.config else plan_copy(round_)
    if not copy or not any(copy["texts"].values()):
        return None
    sections = tuple(
        PlanSection(name, tuple((issuer, text) for issuer, text in copy["texts"][name]))
        for name in TEXTS
        if copy["texts"].get(name)
    )
    return ShownPlan(citations(copy)[-1], sections)


def shown_plans(rounds: Iterable[Round]) -> list[ShownPlan]:
    """Return the different plans of these rounds, in their order."""
    found = [shown_plan(round_) for round_ in rounds]
    return list(dict.fromkeys(plan for plan in found if plan))
