"""Every write about rounds: typed, one transaction each, raising `RoundError` in plain words."""

from rounds.services.configuring import (
    add_electors,
    add_line,
    propose_lines,
    record_exemptions,
    remove_draft,
    require_draft,
    save_campaign,
    save_part,
    save_round,
    save_rule_set,
    save_threshold,
    set_committee,
)
from rounds.services.moves import (
    cancel_round,
    open_due_rounds,
    open_round,
    record_attendance,
    record_box,
    seal_round,
)

__all__ = [
    "add_electors",
    "add_line",
    "cancel_round",
    "open_due_rounds",
    "open_round",
    "propose_lines",
    "record_attendance",
    "record_box",
    "record_exemptions",
    "remove_draft",
    "require_draft",
    "save_campaign",
    "save_part",
    "save_round",
    "save_rule_set",
    "save_threshold",
    "seal_round",
    "set_committee",
]
