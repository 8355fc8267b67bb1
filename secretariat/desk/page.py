"""Content of a round's desk: its state, the next step, and what that step lacks."""

from dataclasses import dataclass
from datetime import datetime

from approvals.models import ApprovalRequest
from approvals.selectors import waiting_about
from ballots.addresses import lent
from ballots.asked import not_cast, what_is_asked
from ballots.selectors import box_progress
from common.refusals import Text
from results.models import Document
from results.readers import Right, rights_over
from results.result_page import ResultPage, result_page
from results.selectors import count_progress, is_opened, last_refusal
from rounds import steps
from rounds.cautions import cautions
from rounds.deadlines import late_papers
from rounds.entries import RoundEntry, entries_of
from rounds.errors import Missing
from rounds.frozen import FrozenMember, frozen_configuration, is_frozen
from rounds.models import Round
from rounds.read_once import reading_once
from rounds.selectors import members_needed
from rounds.states import Actor, Part, may_change, needs_reason
from secretariat.desk.progress import Progress, progress_from


@dataclass(frozen=True, slots=True)
class TimelineStop:
    """One stop of the timeline; `status` is done, current or next."""

    label: Text
    status: str


@dataclass(frozen=True, slots=True)
class MemberStatus:
    """A member of the counting team, and whether the member has taken the step of the state."""

    name: str
    is_head: bool
    is_done: bool
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """Everything that the template prints."""

    round: Round
    unit: str
    timeline: list[TimelineStop]
    step: steps.Step | None
    words: steps.Words | None
    explanation: str
    missing: list[Missing]
    cautions: list[Missing]
    late: list[Missing]
    progress: Progress
    takes_attendance: bool
    takes_correction: bool
    member_step: steps.Step | None  # what each member of the counting team does in this state
    team: list[MemberStatus]
    team_label: str
    needed: int
    too_few: bool
    stops: list[Missing]  # why the box must stay closed
    asked: str  # what the head is asked to agree to; "" if nothing
    head: str
    not_cast: int  # people present who have not cast
    is_over: bool  # more ballots are issued than people recorded as present
    opened_at: datetime | None  # as the log says; the planned times stand in the round
    closed_at: datetime | None
    is_urged: bool  # the step is the thing to do now; its button is the main one
    asked_of_second: list[ApprovalRequest]  # what waits for a second person
    is_step_asked: bool  # whether the step is one of them
    refusal: RoundEntry | None
    result: ResultPage | None  # from the opening of the box on
    is_uncertified: bool
    documents: list[Document]
    readers: list[Right]
    log: list[RoundEntry]
    may_cancel: bool
    rehearse_url: str  # where a rehearsal of the round is begun; "" if it cannot be
    rehearsal_url: str  # where a rehearsal that a secretary began is watched and deleted
    is_watched: bool  # the page polls for news, since others than the secretary take a step


def desk_page(round_: Round) -> DeskPage:
    """Return the desk of a round from `round_for_desk`; a fixed number of queries."""
    with reading_once(round_):
        return _desk_page(round_)


def _desk_page(round_: Round) -> DeskPage:
    step, missing = main_step(round_)
    words = step.words[Actor.SECRETARY] if step else None
    box, count = box_progress(round_), count_progress(round_)
    log = entries_of(round_)[::-1]
    progress = progress_from(round_, box, count, len(log))
    waits = waiting_about(round_)
    left = not_cast(cast=box.cast, present=progress.present)
    return DeskPage(
        round=round_,
        unit=frozen_configuration(round_).unit if is_frozen(round_) else round_.unit.name,
        timeline=timeline(round_),
        step=step,
        words=words,
        explanation=str(words.explanation) % {"scope": round_.get_scope_display()} if words else "",
        missing=missing,
        cautions=cautions(round_) if round_.is_editable else [],
        late=late_papers(round_) if round_.is_before and not round_.is_rehearsal else [],
        progress=progress,
        takes_attendance=not round_.is_editable and may_change(round_.state, Part.ATTENDANCE),
        takes_correction=needs_reason(round_.state, Part.ATTENDANCE),
        member_step=steps.member_step(round_.state),
        team=team_status(round_, progress.done),
        team_label=(round_.rule_set_copy or {}).get("committee_label", ""),
        needed=members_needed(round_),
        too_few=_too_few(round_, box.valid),
        stops=_stops(round_),
        asked="" if round_.is_editable else what_is_asked(round_),
        head=next((member.name for member in _team(round_) if member.is_head), ""),
        not_cast=left,
        is_over=progress.present is not None and box.issued > progress.present,
        opened_at=_time_of(log, steps.BY_NAME["open"].entry_name),
        closed_at=_time_of(log, steps.BY_NAME["close"].entry_name),
        is_urged=step is not None and step.name != "archive" and not (round_.is_during and left),
        asked_of_second=waits,
        is_step_asked=step is not None and any(one.act == f"round.{step.name}" for one in waits),
        refusal=last_refusal(round_),
        result=result_page(round_) if is_opened(round_) else None,
        is_uncertified=steps.takes_place("certify", round_),
        documents=count.documents,
        readers=rights_over(round_),
        log=log,
        may_cancel=steps.takes_place("cancel", round_),
        rehearse_url=lent("rehearse", round_.pk) if round_.is_editable and not round_.is_rehearsal else "",
        rehearsal_url=lent("rehearsal", round_.pk) if round_.is_rehearsal else "",
        is_watched=round_.state in steps.states_taken_by(Actor.COMMITTEE, Actor.WORKER, Actor.CLOCK),
    )


def timeline(round_: Round) -> list[TimelineStop]:
    """Return the stops of the day; no stop of a cancelled round counts as done."""
    stops = steps.timeline()
    here = next((i for i, stop in enumerate(stops) if round_.state in stop.states), len(stops))
    if round_.is_void:
        here = -1
    words = ["done", "current", "next"]
    return [TimelineStop(stop.timeline, words[(i >= here) + (i > here)]) for i, stop in enumerate(stops)]


def main_step(round_: Round) -> tuple[steps.Step | None, list[Missing]]:
    """Return the secretary's next step and what it lacks.

    While the counting team signs, there is none; what certifying lacks is returned all the same.
    """
    step, missing = steps.next_step(round_, Actor.SECRETARY)
    if step is None and steps.takes_place("certify", round_):
        return None, steps.binding("certify").guard(round_)
    return step, missing


def team_status(round_: Round, done: list[int]) -> list[MemberStatus]:
    """Return each member with the words of the members' step in this state; [] if there is none."""
    step = steps.member_step(round_.state)
    if step is None:
        return []
    words = step.words[Actor.COMMITTEE]
    undone = words.undone if round_.state in step.states else words.undone_late
    return [
        MemberStatus(
            name=member.name,
            is_head=member.is_head,
            is_done=member.index in done,
            text=words.done if member.index in done else undone,
        )
        for member in frozen_configuration(round_).team
    ]


def _stops(round_: Round) -> list[Missing]:
    is_due = steps.takes_place("decrypt_share", round_)
    return steps.binding("decrypt_share").guard(round_) if is_due else []


def _time_of(log: list[RoundEntry], event: str) -> datetime | None:
    return next((entry.at for entry in log if entry.event == event), None)


def _team(round_: Round) -> tuple[FrozenMember, ...]:
    return frozen_configuration(round_).team if is_frozen(round_) else ()


def _too_few(round_: Round, valid: int | None) -> bool:
    return steps.takes_place("decrypt_share", round_) and valid is not None and valid < round_.min_ballots
