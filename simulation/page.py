"""What the page of a rehearsal shows."""

from dataclasses import dataclass
from typing import Any

from common.refusals import Text
from rounds import steps
from rounds.models import Round
from rounds.states import Actor
from secretariat.desk.page import TimelineStop, timeline
from simulation.models import Rehearsal


@dataclass(frozen=True, slots=True)
class RehearsalPage:
    """The stops of the day, and what waits for people while the program goes on."""

    timeline: list[TimelineStop]
    awaits_team: bool
    awaits_desk: bool
    has_result: bool
    todo: Text
    stage: str  # changes whenever the page is to be loaded again


def rehearsal_page(rehearsal: Rehearsal) -> RehearsalPage:
    """Return the page of a rehearsal."""
    round_ = rehearsal.round
    takers = {taker for step in steps.due(round_) if not step.is_aside for taker in step.takers}
    return RehearsalPage(
        timeline=timeline(round_),
        awaits_team=rehearsal.is_running and rehearsal.has_real_team and Actor.COMMITTEE in takers,
        awaits_desk=rehearsal.is_running and rehearsal.is_conducted and Actor.SECRETARY in takers,
        has_result=round_.has_documents,
        todo=_todo(round_),
        stage=_stage(rehearsal),
    )


def _todo(round_: Round) -> Text:
    words = steps.words_for(round_, Actor.SECRETARY)
    return words.todo if words else ""


def status_of(rehearsal: Rehearsal) -> dict[str, Any]:
    """Return the changing numbers of a rehearsal for the page's script."""
    return {"stage": _stage(rehearsal), "cast": rehearsal.cast, "voters": rehearsal.voters}


def _stage(rehearsal: Rehearsal) -> str:
    round_ = rehearsal.round
    marks = (bool(round_.box_key), bool(round_.zero_at), bool(round_.issuing_ended_at))
    return "|".join(map(str, (rehearsal.state, round_.state, *marks)))
