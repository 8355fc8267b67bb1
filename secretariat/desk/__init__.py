"""The desk: the secretary's page for the day of the meeting."""

from secretariat.desk.page import DeskPage, desk_page
from secretariat.desk.progress import progress_of

__all__ = ["DeskPage", "desk_page", "progress_of"]
