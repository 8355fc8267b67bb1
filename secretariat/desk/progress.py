"""The numbers that change while the desk is open; none reveals anything about a mark."""

from dataclasses import dataclass

from ballots.selectors import BoxProgress, box_progress
from operations.health import failing_service
from results.selectors import CountProgress, count_progress
from rounds import steps
from rounds.entries import number_of_entries
from rounds.models import Round
from rounds.selectors import summoned_and_present
from rounds.states import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The answer to the script of the desk, as JSON."""

    state: str
    stage: str  # changes whenever the page must be loaded again
    summoned: int
    present: int | None  # None until recorded
    issued: int
    cast: int
    checked: int
    counted: bool
    done: list[int]  # indexes of the members who have taken the step of the state
    documents: list[str]  # kinds
    fault: str  # the service that keeps ballots from being counted: redis, worker or beat


def progress_of(round_: Round) -> Progress:
    """Return the changing numbers of a round."""
    entries = number_of_entries(round_)
    return progress_from(round_, box_progress(round_), count_progress(round_), entries)


def progress_from(round_: Round, box: BoxProgress, count: CountProgress, entries: int) -> Progress:
    """Return the changing numbers of a round from the progress of box and count, and how long its log is."""
    summoned, present = summoned_and_present(round_)
    done = _members_done(round_, box, count)
    fault = failing_service() if round_.state in steps.states_taken_by(Actor.WORKER, Actor.CLOCK) else ""
    kinds = sorted(document.kind for document in count.documents)
    all_in = box.issued == box.cast == summoned
    stage = (
        round_.state,
        bool(round_.box_key),
        round_.issuing_ended_at is not None,
        box.valid is not None,
        done,
        kinds,
        fault,
        present,
        round_.is_during and all_in,
        round_.is_during and present is not None and box.cast >= present,
        round_.is_during and box.cast >= round_.min_ballots,
        entries,
    )
    return Progress(
        state=round_.state,
        stage="|".join(map(str, stage)),
        summoned=summoned,
        present=present,
        issued=box.issued,
        cast=box.cast,
        checked=box.checked,
        counted=box.valid is not None,
        done=done,
        documents=kinds,
        fault=fault,
    )


def _members_done(round_: Round, box: BoxProgress, count: CountProgress) -> list[int]:
    step = steps.member_step(round_.state)
    by_step = {"lock_box": box.confirmed, "decrypt_share": box.decrypted}
    return by_step.get(step.name, count.signed) if step else count.signed
