"""Refusals of files and of imports; each carries the sentence that the clerk reads."""

from common.refusals import Refusal


class FileRefused(Refusal):
    """The file as a whole cannot be read."""


class ImportRefused(Refusal):
    """The import cannot take this step."""


class UnreadableCell(ValueError):
    """The text of one cell cannot be taken over; the message is what follows its place, such as “is empty”."""
