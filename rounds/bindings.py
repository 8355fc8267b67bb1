"""The steps that `rounds` owns."""

from rounds import preflight, steps
from rounds.services import moves

steps.bind("freeze", moves.freeze_round, guard=preflight.before_freezing)
steps.bind("resume", moves.resume_round)
steps.bind("open", moves.open_round, guard=preflight.before_opening)
steps.bind("cancel", moves.cancel_round)
steps.bind("record_attendance", moves.record_attendance)
