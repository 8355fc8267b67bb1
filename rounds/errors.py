"""What a service raises when it refuses; each carries the sentence the person sees."""

from dataclasses import dataclass

from common.refusals import Refusal, Text


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way: what, how to mend it, and where."""

    message: Text
    remedy: Text = ""
    url: str = ""


class RoundError(Refusal):
    """A refusal about a round."""


class MoveRefused(RoundError):
    """A move of the life cycle refused; lists everything that is missing at once."""

    def __init__(self, message: Text, missing: list[Missing]) -> None:
        super().__init__(message)
        self.missing = missing


class Frozen(RoundError):
    """The configuration of a sealed round cannot be changed."""
