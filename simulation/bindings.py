"""The notice of rehearsals, and what becomes of them when the draft that was copied is deleted."""

from common.happenings import listen
from notices import kinds
from simulation.notice_kinds import TAKE_PART
from simulation.services import removing

kinds.add(TAKE_PART)
listen("round.remove", removing.source_removed)
