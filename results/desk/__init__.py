"""What the secretary's desk shows: every read of that page, by what the state asks for."""

from results.desk.page import Desk, desk_of, round_for_desk
from results.desk.progress import progress_of

__all__ = ["Desk", "desk_of", "progress_of", "round_for_desk"]
