"""The base class of errors that services raise when they refuse."""

from django.utils.functional import Promise

Text = str | Promise


class Refusal(Exception):
    """A refusal, with the sentence that the user reads; nothing was changed."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
