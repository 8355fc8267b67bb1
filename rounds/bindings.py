"""The steps that `rounds` owns."""

from rounds import preflight, services, steps

steps.bind("freeze", services.freeze_round, guard=preflight.before_freezing)
steps.bind("resume", services.resume_round)
steps.bind("open", services.open_round, guard=preflight.before_opening)
steps.bind("cancel", services.cancel_round)
steps.bind("record_attendance", services.record_attendance)
