"""One page for the whole day: where the round stands, what is missing, the one thing to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ballots.models import EncryptedTally
from ballots.services.closing import before_closing
from results.models import Document
from results.services import before_certifying, before_publishing
from results.services.opening import REFUSED_EVENT
from rounds import preflight
from rounds.cautions import cautions
from rounds.deadlines import late_papers
from rounds.errors import Missing
from rounds.frozen import frozen_configuration, is_frozen
from rounds.lifecycle import MOVES, nothing_missing
from rounds.models import Round, RoundEvent
from rounds.preflight import threshold_of
from secretariat.desk.progress import progress_of
from secretariat.desk.words import ACTIONS, EVENTS, MEMBER_DONE, MEMBER_MISSING, STEPS, Action, Text

State = Round.State
Guard = Callable[[Round], list[Missing]]
TEAM_STATES = (State.FROZEN, State.CLOSED, State.COUNTED, State.CERTIFIED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class TimelineStop:
    """One stop of the timeline; `status` is done, current or next."""

    label: Text
    status: str


@dataclass(frozen=True, slots=True)
class MemberStatus:
    """Whether a member of the counting team has done what the state asks."""

    name: str
    is_head: bool
    is_done: bool
    text: Text


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One event of the round in words."""

    event: RoundEvent
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything the template prints."""

    round: Round
    unit: str
    steps: list[TimelineStop]
    action: Action | None
    explanation: Text
    missing: list[Missing]
    cautions: list[Missing]
    late: list[Missing]
    progress: dict[str, Any]
    takes_attendance: bool
    team: list[MemberStatus]
    team_label: str
    needed: int
    too_few: bool
    refusal: RoundEvent | None
    documents: list[Document]
    diary: list[DiaryLine]
    may_cancel: bool


def desk_of(round_: Round) -> Desk:
    """Return the desk of a round that `round_for_desk` handed out; a fixed number of queries."""
    action, missing = main_action(round_)
    progress = progress_of(round_)
    return Desk(
        round=round_,
        unit=frozen_configuration(round_).unit if is_frozen(round_) else round_.unit.name,
        steps=timeline(round_),
        action=action,
        explanation=_explanation(round_, action),
        missing=missing,
        cautions=cautions(round_) if round_.state == State.DRAFT else [],
        late=late_papers(round_) if round_.state in (State.DRAFT, State.FROZEN) else [],
        progress=progress,
        takes_attendance=round_.state in (State.FROZEN, State.OPEN, State.CLOSED),
        team=_team(round_, progress["done"]) if round_.state in TEAM_STATES else [],
        team_label=(round_.rule_set_copy or {}).get("committee_label", ""),
        needed=threshold_of(round_, round_.committee.count()),
        too_few=_too_few(round_),
        refusal=_refusal(round_),
        documents=list(Document.objects.filter(round=round_).order_by("kind", "-pk").distinct("kind")),
        diary=_diary(round_),
        may_cancel=(round_.state, State.CANCELLED) in MOVES,
    )


def timeline(round_: Round) -> list[TimelineStop]:
    """Return the stops of the day; of a cancelled round none counts as done."""
    order = list(STEPS)
    here = order.index(round_.state) if round_.state in order else len(order)
    if round_.state == State.PUBLISHED:
        here = len(order)
    if round_.state == State.CANCELLED:
        here = -1
    words = ["done", "current", "next"]
    return [TimelineStop(STEPS[state], words[(i >= here) + (i > here)]) for i, state in enumerate(order)]


def main_action(round_: Round) -> tuple[Action | None, list[Missing]]:
    """Return the one thing the secretary can do now, and what stands against it."""
    name = _action_name(round_)
    if name is None:
        waiting = before_certifying(round_) if round_.state == State.COUNTED else []
        return None, waiting
    return ACTIONS[name], GUARDS[name](round_)


def _action_name(round_: Round) -> str | None:
    if round_.is_paused and round_.state in (State.FROZEN, State.OPEN):
        return "resume"
    if round_.state == State.OPEN:
        return "close" if round_.issuing_ended_at or not before_closing(round_) else "end_issuing"
    if round_.state == State.CERTIFIED and round_.marking == Round.Marking.SECRET:
        return "archive"
    return {
        State.DRAFT: "seal",
        State.FROZEN: "open",
        State.CERTIFIED: "publish",
        State.PUBLISHED: "archive",
    }.get(State(round_.state))


GUARDS: Mapping[str, Guard] = {
    "seal": preflight.before_freezing,
    "resume": nothing_missing,
    "open": preflight.before_opening,
    "end_issuing": nothing_missing,
    "close": before_closing,
    "publish": before_publishing,
    "archive": nothing_missing,
}


def _explanation(round_: Round, action: Action | None) -> Text:
    if action is None:
        return ""
    return str(action.explanation) % {"scope": round_.get_scope_display()}


def _team(round_: Round, done: list[int]) -> list[MemberStatus]:
    return [
        MemberStatus(
            name=member.name,
            is_head=member.is_head,
            is_done=member.index in done,
            text=(MEMBER_DONE if member.index in done else MEMBER_MISSING)[round_.state],
        )
        for member in frozen_configuration(round_).team
    ]


def _too_few(round_: Round) -> bool:
    tally = EncryptedTally.objects.filter(pk=round_.pk).only("valid").first()
    return bool(tally and round_.state == State.CLOSED and tally.valid < round_.min_ballots)


def _refusal(round_: Round) -> RoundEvent | None:
    """Return the last time the numbers disagreed, as long as the box is not opened."""
    if round_.state != State.CLOSED:
        return None
    return round_.events.filter(event=REFUSED_EVENT).order_by("-at").first()


def _diary(round_: Round) -> list[DiaryLine]:
    events = round_.events.select_related("actor").order_by("-at", "-pk")
    return [DiaryLine(event, EVENTS.get(event.event, event.event)) for event in events]
