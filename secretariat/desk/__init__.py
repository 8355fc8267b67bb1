"""What the secretary's desk shows: every read of that page, by what the state asks for."""

from rounds.selectors import round_for_desk
from secretariat.desk.page import Desk, desk_of
from secretariat.desk.progress import progress_of

__all__ = ["Desk", "desk_of", "progress_of", "round_for_desk"]
