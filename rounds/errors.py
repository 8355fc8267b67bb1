"""What a service raises when it refuses; each carries the sentence the person sees."""

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way: what, how to mend it, and where."""

    message: Text
    remedy: Text = ""
    url: str = ""


class RoundError(Exception):
    """A refusal in the person's words; nothing was changed."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class MoveRefused(RoundError):
    """A move of the life cycle refused; lists everything that is missing at once."""

    def __init__(self, message: Text, missing: list[Missing]) -> None:
        super().__init__(message)
        self.missing = missing


class Frozen(RoundError):
    """The configuration of a sealed round cannot be changed."""
